import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceOf } from '../../pages/report/pace.ts';

const DAY = 86_400_000;

test('Over any time no pair is lost from the chart, and it stays narrow enough to be drawn', () => {
  const times = fc.array(fc.integer({ min: 0, max: 400 * DAY }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, (offsets) => {
      const finishedAt = offsets.sort((a, b) => a - b).map((ms) => new Date(1_700_000_000_000 + ms).toISOString());
      const pace = paceOf({ finishedAt, rateLimit: null, calls: 1 });
      const pairs = pace?.buckets.reduce((sum, { perMinute }) => sum + (perMinute * pace.bucketMs) / 60_000, 0);
      expect(pairs).toBeCloseTo(offsets.length, 5);
      expect(pace?.buckets.length).toBeLessThanOrEqual(50);
    }),
  );
});

test('The limit is told in pairs: calls per minute by the calls that a pair took', () => {
  const finishedAt = ['2026-11-21T08:00:00.000Z', '2026-11-21T08:01:00.000Z'];
  const pace = paceOf({ finishedAt, rateLimit: { calls: 45, windowMs: 30_000 }, calls: 60 });
  expect(pace).toMatchObject({ callsPerPair: 30, ceiling: 3, average: 2 });
  expect(paceOf({ finishedAt, rateLimit: null, calls: 60 })?.ceiling).toBeNull();
  expect(paceOf({ finishedAt: [], rateLimit: null, calls: 0 })).toBeNull();
});
