import { expect, test } from 'vitest';
import { explainedLines } from '../../../contacts/base/shown/explained.ts';
import { headLines } from '../../../contacts/base/shown/head-lines.ts';
import type { KnownOfBase } from '../../../contacts/base/shown/known-of-base.ts';
import type { PlanCluster } from '../../../contacts/plan.ts';
import { baseContact, phone, planned } from './make-base.ts';

const known: KnownOfBase = {
  places: new Map([
    ['syd', 'Sydney'],
    ['bur', 'Burwood'],
    ['bur2', 'Burwood'],
  ]),
  lastTouch: new Map([['ct_1', { event: 'opted_out', at: '2026-02-01T00:00:00.000Z' }]]),
};

async function only(): Promise<PlanCluster> {
  const wanted = phone('0412 345 678', { marketingLocations: ['syd'] });
  const out = phone('+61412345678', { optedOutAt: '2026-02-01T00:00:00Z', marketingLocations: [] });
  const { clusters } = await planned([
    baseContact({ uid: 'ct_1', name: 'Ada', locations: ['syd'], channels: [out] }),
    baseContact({
      uid: 'ct_2',
      name: 'Ada',
      locations: ['bur', 'nowhere', 'syd'],
      channels: [wanted, phone('0298765432')],
    }),
  ]);
  const [{ cluster } = { cluster: undefined }] = clusters;
  if (cluster === undefined) throw new Error('They are no cluster');
  return cluster;
}

test('The phone comes first, then the names of places, last touches and what is refused once they are merged', async () => {
  expect(headLines(await only(), known)).toEqual([
    '+61412345678, +61298765432',
    '  ct_1  Sydney  last touch: opted out 2026-02-01T00:00:00.000Z',
    '  ct_2  Burwood (bur), nowhere, Sydney  last touch: not known',
    'Refused once merged: transactional of +61412345678 and marketing everywhere',
  ]);
});

test('An explanation names places and last touches, and the plan keeps its uids', async () => {
  const cluster = await only();
  const before = JSON.stringify(cluster);
  const lines = explainedLines(cluster, known).join('\n');
  expect(lines).toContain('locations Burwood (bur), nowhere, Sydney');
  expect(lines).toContain('last_touch opted out 2026-02-01T00:00:00.000Z');
  expect(lines).toContain('marketing +61412345678 in Sydney: stays out');
  expect(lines).not.toContain('in syd');
  expect(JSON.stringify(cluster)).toBe(before);
});
