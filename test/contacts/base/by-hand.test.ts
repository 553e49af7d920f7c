import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { byHandHeader, byHandRows } from '../../../contacts/base/shown/by-hand.ts';
import { knownPlaces } from '../../../contacts/base/shown/known-of-base.ts';
import { AU, baseContact, email, phone, planned } from './make-base.ts';

test('A person works a cluster through in an order that loses nothing: keep, refuse, carry over, merge', async () => {
  const number = '+61412345678';
  const regions = { ...AU, locations: new Map([['sydney', { uid: 'sydney', name: 'Sydney CBD', country: 'AU' }]]) };
  const { clusters } = await planned([
    baseContact({
      uid: 'ct_1',
      name: 'Ada Example',
      fields: { company: 'Example' },
      channels: [phone(number, { marketingLocations: ['sydney'] })],
    }),
    baseContact({
      uid: 'ct_2',
      name: '=HYPERLINK("x")',
      channels: [phone('0412 345 678', { optedOutAt: '2025-01-01T00:00:00Z' }), email('a@x.io'), email('b@x.io')],
    }),
  ]);
  const text = byHandHeader() + clusters.map((one) => byHandRows(one, knownPlaces(regions))).join('');
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows.map((row) => [row.step, row.do, row.contact, row.what, row.value])).toEqual([
    ['1', 'keep', 'ct_1', 'name', 'Ada Example'],
    ['2', 'opt out first', 'ct_1', 'transactional', `'${number}`],
    ['3', 'opt out first', 'ct_1', 'marketing in Sydney CBD', `'${number}`],
    ['4', 'carry over', 'ct_2', 'email', 'a@x.io'],
    ['5', 'merge into the kept one', 'ct_2', 'name', `'=HYPERLINK("x")`],
    ['6', 'only in the backup', 'ct_2', 'email', 'b@x.io'],
  ]);
  expect(rows[0]).toMatchObject({ phone: `'${number}`, decision: 'review', confidence: '60' });
});
