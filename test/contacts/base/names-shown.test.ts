import { expect, test } from 'vitest';
import { clusterLines } from '../../../contacts/base/shown/cluster-text.ts';
import { explainedLines } from '../../../contacts/base/shown/explained.ts';
import { headLines } from '../../../contacts/base/shown/head-lines.ts';
import type { KnownOfBase } from '../../../contacts/base/shown/known-of-base.ts';
import { knownPlaces } from '../../../contacts/base/shown/known-of-base.ts';
import { reviewLine } from '../../../contacts/base/shown/review-line.ts';
import type { PlanCluster } from '../../../contacts/plan.ts';
import { AU, baseContact, email, phone, planned } from './make-base.ts';

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

test('Why a person must look names the places where marketing would be lost, wherever somebody reads it, and the plan’s bytes keep their uids', async () => {
  const uid = '0b7c1f0e-8e6e-4a6f-9d55-2f6c1b1f0a01';
  const wanting = (contact: string, ...marketingLocations: string[]) =>
    baseContact({
      uid: contact,
      name: 'Ada Example',
      locations: [uid],
      channels: [phone('0412 345 678', { marketingLocations }), email('ada@example.com')],
    });
  const people = [wanting('ct_1', 'burleigh', uid), wanting('ct_2', uid)];
  const regions = { ...AU, locations: new Map([[uid, { uid, name: 'Sydney', country: 'AU' }]]) };
  const [unnamed, named] = [await planned(people), await planned(people, { regions })];
  expect(named.text).toBe(unnamed.text);
  const [one] = named.clusters;
  if (one === undefined) throw new Error('They are no cluster');
  const told = 'lost in Sydney, where all of them wanted it';
  const places = new Map([[uid, 'Sydney']]);
  for (const said of [
    clusterLines(one, knownPlaces(regions)).join('\n'),
    explainedLines(one.cluster, { places, lastTouch: new Map() }).join('\n'),
    reviewLine(one, { crm: 'podium', known: knownPlaces(regions) }).why.join('\n'),
  ])
    expect(said).toContain(told);
  expect(clusterLines(one, knownPlaces(AU))).toContain(`  ${one.cluster.reason}`);
});
