import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastSkew } from '../../scripts/doctor/clock.ts';
import { isAmong } from '../../scripts/doctor/node.ts';
import { byCommit } from '../../scripts/doctor/postgres.ts';

test.each([
  ['20.19.0', '^20.19 || ^22.13', true],
  ['20.19.5', '^20.19.6 || ^22.13', false],
  ['20.18.9', '^20.19 || ^22.13', false],
  ['22.13.1', '^20.19 || ^22.13', true],
  ['22.1.0', '^20.19 || ^22.13', false],
  ['21.7.0', '^20.19 || ^22.13', false],
  ['24.0.0', '^20.19 || ^22.13', false],
  ['24.0.0', '^24', true],
])('version %s is among %s: %s', (version, ranges, is) => {
  expect(isAmong(version, ranges)).toBe(is);
});

test('the skew that is told is never larger than the true one, however slow the call and coarse the clock', () => {
  const time = fc.integer({ min: 0, max: 100_000 });
  const skew = fc.integer({ min: -500_000, max: 500_000 });
  fc.assert(
    fc.property(time, time, skew, fc.boolean(), (there, back, ahead, isCoarse) => {
      const sentAt = 1_800_000_000_000;
      const theirs = sentAt + there + ahead;
      const says = isCoarse ? Math.floor(theirs / 1000) * 1000 : theirs;
      const told = leastSkew({ says, sentAt, receivedAt: sentAt + there + back, coarseMs: isCoarse ? 1000 : 0 });
      expect(Math.abs(told)).toBeLessThanOrEqual(Math.abs(ahead));
      if (!isCoarse && there + back === 0) expect(told).toBe(ahead);
      if (told !== 0) expect(Math.sign(told)).toBe(Math.sign(ahead));
    }),
  );
});

test.each([
  [null, 'ok'],
  [2, 'ok'],
  [140, 'ok'],
  [300, 'warning'],
  [700, 'failed'],
])('a database that takes %s ms to commit is %s', (ms, status) => {
  const finding = byCommit('here', ms);
  expect(finding.status).toBe(status);
  if (status !== 'ok')
    expect(finding.found).toContain(`it takes ${ms} ms to commit, and a merge must leave within 500 ms`);
});
