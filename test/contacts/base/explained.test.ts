import { expect, test } from 'vitest';
import { explainedLines } from '../../../contacts/base/shown/explained.ts';
import { baseContact, email, phone, planned } from './make-base.ts';

test('A cluster of a base is explained by what its members have in common, pair by pair', async () => {
  const { clusters } = await planned([
    baseContact({ uid: 'ct_1', name: 'Ada', locations: ['syd'], channels: [phone('0412 345 678'), email('ada@x.io')] }),
    baseContact({ uid: 'ct_2', name: 'Ada', locations: ['syd'], channels: [phone('+61412345678'), email('ada@x.io')] }),
    baseContact({ uid: 'ct_3', locations: ['bur'], channels: [phone('0412345678')] }),
  ]);
  expect(clusters.map(({ cluster }) => explainedLines(cluster))).toEqual([
    [
      `+61412345678  auto  confidence 95  cluster ${clusters[0]?.cluster.id}`,
      'Why: ct_1 has the lowest uid of those that say as much and are as new',
      'Kept: ct_1, by the rule lowest-uid',
      expect.stringMatching(
        /^ {2}ct_1 {2}Ada {2}0412 345 678 {2}ada@x.io {2}changed 2026-01-01T.*field_count 4 {2}locations syd$/,
      ),
      expect.stringContaining('ct_2'),
      'ct_1 and ct_2: phone 60, name 20, email 15: 95',
      'transactional +61412345678: stays in',
      'transactional ada@x.io: stays in',
      'Shares a number with ct_3: they come up once it is merged',
      'ct_2 cannot be taken back: it has no e-mail of its own, and by the phone it would be the kept one',
    ],
  ]);
});
