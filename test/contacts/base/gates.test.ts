import { expect, test } from 'vitest';
import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import { knownPlaces } from '../../../contacts/base/shown/known-of-base.ts';
import { reviewLine } from '../../../contacts/base/shown/review-line.ts';
import { AU, baseContact, email, phone, planned } from './make-base.ts';

const MOBILE = phone('0412 345 678');
const SURE = { name: 'Ada Example', channels: [MOBILE, email('ada@example.com')], tags: ['t1'] };

/** Codes of what keeps a machine from merging them. */
async function doubtsOf(contacts: BaseContact[], options: Parameters<typeof planned>[1] = {}): Promise<string[]> {
  const { clusters } = await planned(contacts, options);
  return clusters.flatMap(({ doubts }) => doubts.map(({ code }) => code));
}

test('Other names are never merged automatically, however high the score and low the threshold', async () => {
  const two = [baseContact({ uid: 'ct_1', ...SURE }), baseContact({ uid: 'ct_2', ...SURE, name: 'Ben Other' })];
  const { clusters } = await planned(two, { policy: { threshold: 60 } });
  expect(clusters[0]?.cluster).toMatchObject({
    score: 80,
    decision: 'review',
    reason: 'the names of ct_1 and ct_2 differ',
  });
});

test('Other e-mails are never merged automatically; a missing one is no contradiction', async () => {
  const one = baseContact({ uid: 'ct_1', ...SURE });
  const other = baseContact({ uid: 'ct_2', ...SURE, channels: [MOBILE, email('else@example.com')] });
  const none = baseContact({ uid: 'ct_3', ...SURE, channels: [MOBILE] });
  expect(await doubtsOf([one, other])).toEqual(['email_conflict']);
  expect(await doubtsOf([one, none])).toEqual([]);
});

test('Short forms of one name differ no more than names of a truth do', async () => {
  const two = [
    baseContact({ uid: 'ct_1', ...SURE, name: 'Jim Li' }),
    baseContact({ uid: 'ct_2', ...SURE, name: 'James Li' }),
  ];
  expect(await doubtsOf(two)).toEqual([]);
});

test('Two who share no phone themselves, only with a third, are for a person', async () => {
  const other = phone('0412 345 679');
  const three = [
    baseContact({ uid: 'ct_1', ...SURE, channels: [MOBILE] }),
    baseContact({ uid: 'ct_2', ...SURE, channels: [MOBILE, other] }),
    baseContact({ uid: 'ct_3', ...SURE, channels: [other] }),
  ];
  expect(await doubtsOf(three)).toEqual(['no_shared_phone', 'low_confidence']);
});

test('More than ten members are for a person', async () => {
  const many = Array.from({ length: 11 }, (_, at) => baseContact({ uid: `ct_${at}`, ...SURE }));
  expect(await doubtsOf(many)).toEqual(['shared_line', 'large_cluster']);
  expect(await doubtsOf(many.slice(1))).toEqual([]);
});

test.each([
  ['an extension', '0412 345 678 x12', 2],
  ['a shared-cost number', '1300 975 707', 2],
  ['a toll-free number', '1800 022 222', 2],
  ['a landline of three', '(02) 9876 5432', 3],
])('%s speaks for nobody', async (_, number, members) => {
  const given = { ...SURE, channels: [phone(number), email('ada@example.com')] };
  const sharing = Array.from({ length: members }, (_, at) => baseContact({ uid: `ct_${at}`, ...given }));
  expect(await doubtsOf(sharing)).toEqual(['shared_line']);
});

test('A landline of two, in everything alike, is one person’s', async () => {
  const given = { ...SURE, channels: [phone('(02) 9876 5432')] };
  expect(await doubtsOf(['ct_1', 'ct_2'].map((uid) => baseContact({ uid, ...given })))).toEqual([]);
});

test('An e-mail of a role speaks for nobody', async () => {
  const given = { ...SURE, channels: [MOBILE, email('info@example.com')] };
  expect(await doubtsOf(['ct_1', 'ct_2'].map((uid) => baseContact({ uid, ...given })))).toEqual(['role_address']);
});

test('Where all of them want marketing in a place that a refusal for all places at once would take, a person must look', async () => {
  const wanting = (uid: string, ...marketingLocations: string[]): BaseContact =>
    baseContact({ uid, ...SURE, channels: [phone('0412 345 678', { marketingLocations })] });
  const { clusters } = await planned([wanting('ct_1', 'sydney', 'burleigh'), wanting('ct_2', 'burleigh')]);
  const [cluster] = clusters;
  expect(cluster?.doubts.map(({ code }) => code)).toEqual(['coarse_opt_out']);
  expect(cluster?.cluster).toMatchObject({ score: 85, decision: 'review' });
  expect(cluster?.cluster.reason).toContain('lost in burleigh, where all of them wanted it');
  expect(cluster && reviewLine(cluster, { crm: 'podium', known: knownPlaces(AU) }).review_reason).toBe(
    'manual_required',
  );
  // Nothing is lost where nobody shares a place, or where the kept one wants no more than all.
  expect(await doubtsOf([wanting('ct_1', 'sydney'), wanting('ct_2', 'burleigh')])).toEqual([]);
  expect(await doubtsOf([wanting('ct_1', 'burleigh'), wanting('ct_2', 'sydney', 'burleigh')])).toEqual([]);
});
