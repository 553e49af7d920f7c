import { expect, test } from 'vitest';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { runPreview } from './run-preview.ts';

test('A preview of the sample shows what would happen, without any e-mail, and names the next command', () => {
  const { code, stdout, stderr } = runPreview(['--csv', SAMPLE_CSV]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^contacts_pivot\.csv: 3\d\d rows, 3\d\d contacts, 6 rows rejected\n/);
  expect(stdout).toMatch(/^Clusters {2,}auto {2,}review {2,}blocked {2,}all$/m);
  for (const rule of ['generic-account', 'cxp-uid', 'bi-tickets', 'newest-then-lowest-id', 'total']) {
    expect(stdout).toMatch(new RegExp(`^${rule} +\\d+ +\\d+ +\\d+ +\\d+$`, 'm'));
  }
  expect(stdout).toMatch(/^Merge actions identified: \d+ \(auto \d+, review \d+\); \d+ more are blocked$/m);
  expect(stdout).toMatch(/^Backups, auto only: \d+ tickets, about \d+ MB \(1 MB per ticket\)$/m);
  expect(stdout).toMatch(
    /^Calls at 45 in 60 s, attachments and messages of conversations not counted:\n {2}auto only: about [\d,]+ calls, (\d+ h )?\d+ min$/m,
  );
  expect(stdout).toMatch(/^Left out by 'noreply@\*': 2 contacts, 1 e-mail$/m);
  expect(stdout).toMatch(/^ {2}contacts_pivot\.csv line \d+: column 'Tickets' is 'abc', expected a whole number$/m);
  expect(stdout).toMatch(/^In review, for a person to decide \(5 of \d+; --list shows all\); --csv-out FILE/m);
  expect(stdout.match(/^ {2}[0-9a-f]{32} {2}REVU-\d+.* into REVU-\d+\n {4}\S/gm)).toHaveLength(5);
  expect(`${stdout}${stderr}`).not.toMatch(/@(example|mail|büro)\./);
  expect(stderr).toContain('Next: npm run preview -- --csv');
});

test('--list lists every cluster in review, with its reason', () => {
  const { review, clusters } = JSON.parse(runPreview(['--csv', SAMPLE_CSV, '--list', '--json']).stdout);
  expect(review).toHaveLength(clusters.review);
  expect(review.every(({ reason }: { reason: string }) => reason !== '')).toBe(true);
});
