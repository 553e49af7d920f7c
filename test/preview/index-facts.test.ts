import { expect, test } from 'vitest';
import { indexText } from '../../scripts/plan/index-facts.ts';

const SCAN = { id: 7, org: 'org_1', endedAt: '2026-01-01T00:00:00.000Z' };

test('Which scan a preview is of is said with its time, and that it is old from 24 hours on', () => {
  expect(indexText({ ...SCAN, hours: 23 })).toBe('Scan 7 of org_1, complete since 2026-01-01T00:00:00.000Z');
  expect(indexText({ ...SCAN, hours: 24 })).toMatch(/, 24 hours ago: scan again before anything merges$/);
});
