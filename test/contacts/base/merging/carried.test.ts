import { expect, test } from 'vitest';
import { carriedFrom, notYetGiven } from '../../../../contacts/base/merging/carried.ts';
import { identitiesOf } from '../../../../contacts/base/merging/planned-member.ts';
import type { FilledField } from '../../../../contacts/plan.ts';
import { baseContact, email, phone, planned } from '../make-base.ts';

test('Each duplicate gives what the plan takes from it, once', async () => {
  const name = 'Ada Example';
  const rich = baseContact({
    uid: 'ct_1',
    name,
    channels: [phone('0412 345 678')],
    conversations: 2,
    locations: ['l1'],
  });
  const poor = baseContact({
    uid: 'ct_2',
    name,
    channels: [phone('+61412345678'), email('ada@example.com')],
    locations: ['l1', 'l2'],
    tags: ['t1'],
  });
  const { clusters } = await planned([rich, poor]);
  const { fill, members = [], primary } = clusters[0]?.cluster ?? {};
  expect(primary).toBe('ct_1');
  const carried = carriedFrom(fill, 'ct_2');
  expect(carried.map(({ field, value }) => `${field} ${value}`)).toEqual([
    'email ada@example.com',
    'tag t1',
    'location l2',
  ]);
  expect(carriedFrom(fill, 'ct_1')).toEqual([]);
  const identityOf = ({ value }: FilledField): string => value;
  const before = { contact: rich, identities: identitiesOf(rich, members) };
  expect(notYetGiven(carried, before, identityOf)).toEqual(carried);
  const after = {
    ...rich,
    channels: [...rich.channels, email('ADA@example.com')],
    tags: ['t1'],
    locations: ['l1', 'l2'],
  };
  expect(notYetGiven(carried, { contact: after, identities: identitiesOf(after, members) }, identityOf)).toEqual([]);
});

test('A number is the one that the plan compared, however it is written', async () => {
  const name = 'Ada Example';
  const one = baseContact({ uid: 'ct_1', name, channels: [phone('0412 345 678')] });
  const two = baseContact({ uid: 'ct_2', name, channels: [phone('+61412345678')] });
  const { clusters } = await planned([one, two]);
  const members = clusters[0]?.cluster.members ?? [];
  expect([...identitiesOf(one, members), ...identitiesOf(two, members)]).toEqual(['+61412345678', '+61412345678']);
});
