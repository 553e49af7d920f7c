import { expect, test } from 'vitest';
import { baseContact, phone, planned } from './make-base.ts';

const inPlaces = (uid: string, ...locations: string[]) =>
  baseContact({ uid, locations, name: 'Ada Example', channels: [phone('0412 345 678')] });

const shown = async (...given: Parameters<typeof planned>) =>
  (await planned(...given)).clusters.map(({ cluster: { members, decision, later }, doubts }) => ({
    members: members.map(({ id }) => id),
    decision,
    codes: doubts.map(({ code }) => code),
    ...(later !== undefined && { later }),
  }));

test('Two with one phone in two places are found, and are for a person', async () => {
  expect(await shown([inPlaces('ct_1', 'sydney'), inPlaces('ct_2', 'burleigh')])).toEqual([
    { members: ['ct_1', 'ct_2'], decision: 'review', codes: ['cross_location'] },
  ]);
});

test('They merge automatically where the tenant said so, and never below the name gate', async () => {
  const policy = { crossLocation: 'auto_merge' as const };
  const two = [inPlaces('ct_1', 'sydney'), inPlaces('ct_2', 'burleigh')];
  expect(await shown(two, { policy })).toMatchObject([{ decision: 'auto' }]);
  const ben = { ...inPlaces('ct_2', 'burleigh'), name: 'Ben Other' };
  expect(await shown([inPlaces('ct_1', 'sydney'), ben], { policy })).toMatchObject([
    { decision: 'review', codes: expect.arrayContaining(['name_conflict']) },
  ]);
});

test('Those of one place come first; one of another place comes up once they are one', async () => {
  expect(await shown([inPlaces('ct_1', 'sydney'), inPlaces('ct_2', 'sydney'), inPlaces('ct_3', 'burleigh')])).toEqual([
    { members: ['ct_1', 'ct_2'], decision: 'auto', codes: [], later: ['ct_3'] },
  ]);
});

test('A contact of both places is of either', async () => {
  expect(await shown([inPlaces('ct_1', 'sydney', 'burleigh'), inPlaces('ct_2', 'burleigh')])).toMatchObject([
    { decision: 'auto' },
  ]);
});

test('A chain through a contact of both places has no place in common: it is for a person', async () => {
  const three = [inPlaces('ct_1', 'sydney'), inPlaces('ct_2', 'sydney', 'burleigh'), inPlaces('ct_3', 'burleigh')];
  expect(await shown(three)).toMatchObject([{ decision: 'review', codes: ['cross_location'] }]);
});
