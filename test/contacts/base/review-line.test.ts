import { expect, test } from 'vitest';
import { auditLine } from '../../../contacts/base/shown/audit-line.ts';
import { knownPlaces } from '../../../contacts/base/shown/known-of-base.ts';
import { reviewLine } from '../../../contacts/base/shown/review-line.ts';
import { AU, baseContact, email, phone, planned } from './make-base.ts';

const REGIONS = { ...AU, locations: new Map([['syd', { uid: 'syd', name: 'Sydney CBD', country: 'AU' }]]) };

const TWO = [
  baseContact({
    uid: 'ct_1',
    name: 'Ada Example',
    locations: ['syd'],
    channels: [phone('0412 345 678', { marketingLocations: ['syd'] }), email('ada@x.io')],
    lastTouch: { event: 'call', at: '2026-02-01T00:00:00Z' },
  }),
  baseContact({
    uid: 'ct_2',
    locations: ['bur'],
    channels: [phone('+61412345678', { optedOutAt: '2025-01-01T00:00:00Z' })],
  }),
];

test('A line for review has the phone, the resulting opt-outs, both places and the last touch, under the skill’s names', async () => {
  const { clusters } = await planned(TWO, { regions: REGIONS });
  expect(clusters.map((cluster) => reviewLine(cluster, { crm: 'podium', known: knownPlaces(REGIONS) }))).toEqual([
    {
      natural_key: '+61412345678',
      opt_out_union_if_merged: { marketing_opt_out: true, sms_opt_out: true, email_opt_out: false },
      cluster_id: clusters[0]?.cluster.id,
      confidence: 0.6,
      auto_merge: false,
      review_reason: 'cross_location',
      why: ['no location is common to all of them', 'confidence 60, less than 80'],
      error: 'ERR_DEDUP_004',
      suggested_primary_uid: 'ct_1',
      members: [
        {
          contact_uid: 'ct_1',
          location_uid: 'syd',
          location_name: 'Sydney CBD',
          locations: [{ uid: 'syd', name: 'Sydney CBD' }],
          name: 'Ada Example',
          email: 'ada@x.io',
          field_count: 4,
          updated_at_podium: '2026-01-01T00:00:00Z',
          marketing_opt_out: false,
          sms_opt_out: false,
          email_opt_out: false,
          last_touch_event: 'call',
          last_touch_ts: '2026-02-01T00:00:00Z',
        },
        expect.objectContaining({
          contact_uid: 'ct_2',
          marketing_opt_out: true,
          sms_opt_out: true,
          last_touch_event: null,
        }),
      ],
    },
  ]);
});

test.each([
  ['low_confidence', [{ name: '' }, { name: '' }]],
  ['manual_required', [{ name: 'Ada' }, { name: 'Ben' }]],
  ['large_cluster', Array.from({ length: 11 }, () => ({ name: 'Ada' }))],
] as const)('The reason that the skill calls %s', async (reason, members) => {
  const contacts = members.map((given, at) =>
    baseContact({ uid: `ct_${at}`, channels: [phone('0412 345 678')], ...given }),
  );
  const { clusters } = await planned(contacts);
  expect(
    clusters.map((cluster) => reviewLine(cluster, { crm: 'podium', known: knownPlaces(AU) }).review_reason),
  ).toEqual([reason]);
});

test('A line of the audit says what was before and what must be, and what came of it only where it was read', async () => {
  const { clusters } = await planned(TWO, { regions: REGIONS });
  const [cluster] = clusters;
  if (cluster === undefined) throw new Error('There is one');
  const { cluster: planCluster, ranked: members } = cluster;
  const request = {
    ...{ eventId: 'e'.repeat(32), cluster: planCluster, members, state: 'done' },
    ...{ ts: '2026-03-01T00:00:00Z', attempts: 1, durationMs: 12 },
  };
  const line = auditLine({ ...request, event: 'would_merge' });
  expect(line).toMatchObject({
    event: 'would_merge',
    natural_key: '+61412345678',
    primary_uid: 'ct_1',
    duplicate_uids: ['ct_2'],
    opt_out_pre_merge: { ct_1: { sms_opt_out: false }, ct_2: { sms_opt_out: true } },
    opt_out_post_merge: null,
    opt_out_union: { sms_opt_out: true },
    soft_delete: false,
    attempts: 1,
    duration_ms: 12,
  });
  expect(line).not.toHaveProperty('error');
  expect(auditLine({ ...request, event: 'conflict_detected', error: 'ERR_DEDUP_011' }).error).toBe('ERR_DEDUP_011');
});

test('Of a contact that the index has no more, what the audit says must be is all refused', async () => {
  const { clusters } = await planned(TWO, { regions: REGIONS });
  const [{ cluster, ranked } = { cluster: undefined, ranked: [] }] = clusters;
  if (cluster === undefined) throw new Error('There is one');
  const line = auditLine({
    ...{ eventId: 'e', event: 'cluster_skipped', cluster, members: ranked.slice(0, 1), state: 'held' },
    ...{ ts: '2026-03-01T00:00:00Z', attempts: 1, durationMs: 12, error: 'ERR_DEDUP_007' },
  });
  expect(Object.keys(line.opt_out_pre_merge)).toEqual(['ct_1']);
  expect(line.opt_out_union).toEqual({ marketing_opt_out: true, sms_opt_out: true, email_opt_out: true });
});
