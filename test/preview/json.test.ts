import { expect, test } from 'vitest';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { runPreview } from './run-preview.ts';

test('--json prints one object and nothing else on standard output', () => {
  const { code, stdout } = runPreview(['--csv', SAMPLE_CSV, '--json'], { env: { DEVREV_RATE_LIMIT: '100/10s' } });
  const summary = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(summary).toMatchObject({
    file: 'contacts_pivot.csv',
    profile: 'external-contacts',
    planDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    csvDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    actions: { hasActions: false, agree: 0, disagree: [] },
  });
  expect(summary.rejected).toContainEqual({
    line: expect.any(Number),
    column: null,
    reason: 'has 9 columns, expected 16',
  });
  expect(summary.clusters.auto).toBeGreaterThan(80);
  expect(summary.mergeActions).toBe(summary.estimates.auto.pairs + summary.estimates.review.pairs);
  expect(summary.estimates.auto.seconds).toBe(Math.ceil(summary.estimates.auto.calls / 10));
  expect(stdout).not.toContain('@example.');
});
