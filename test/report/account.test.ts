import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccountLine, accountOf, rowsLine } from '../../pages/report/account.ts';
import type { ReportCounts, ReportLeft } from '../../store/reports/types.ts';
import { makeReport } from './make-report.ts';

const n = fc.nat({ max: 500 });
const PAIRS = ['succeeded', 'alreadyDone', 'held', 'drifted', 'skipped', 'failed', 'abandoned'] as const;
const MORE = ['settledMerged', 'settledApart', 'undone', 'takenBack', 'notStarted', 'open'] as const;

/** A head as the store would write it: every count is made of the same contacts. */
const heads = fc
  .record({
    rejected: fc.array(fc.record({ column: fc.constantFrom('Tickets', null), rows: fc.integer({ min: 1, max: 30 }) })),
    leftOut: fc.array(n, { maxLength: 3 }),
    withoutEmail: n,
    alone: n,
    left: fc.array(
      fc.tuple(
        fc.constantFrom('blocked', 'undecided', 'rejected', 'later', 'replaced' as const),
        fc.integer({ min: 1, max: 4 }),
      ),
    ),
    kept: n,
    pairs: fc.array(n, { minLength: PAIRS.length + MORE.length, maxLength: PAIRS.length + MORE.length }),
  })
  .map((made) => {
    const counts = Object.fromEntries([...PAIRS, ...MORE].map((name, at) => [name, made.pairs[at] ?? 0]));
    const approved = made.pairs.reduce((sum, one) => sum + one, 0);
    const left = made.left.map(
      ([state, duplicates], at): ReportLeft => ({
        ...{ cluster: String(at), decision: 'review', strategy: 'x', primary: 'REVU-1', reason: 'y' },
        state: state as ReportLeft['state'],
        duplicates: Array.from({ length: duplicates }, (_, one) => `REVU-${one}`),
      }),
    );
    const takenOn = made.kept + approved;
    const counted = left.filter(({ state }) => state !== 'replaced');
    const inClusters = takenOn + counted.reduce((sum, { duplicates }) => sum + duplicates.length + 1, 0);
    const rejected = made.rejected.map((one) => ({ ...one, expected: 'expected 2', lines: [2] }));
    const leftOut = made.leftOut.map((contacts) => ({ pattern: '*', contacts }));
    const gone = [...rejected.map(({ rows }) => rows), ...made.leftOut].reduce((sum, one) => sum + one, 0);
    const rows = gone + made.withoutEmail + made.alone + inClusters;
    return {
      rowsRead: { plan: '0', csv: '1', rows, rejected, leftOut, withoutEmail: made.withoutEmail },
      contacts: { inClusters, takenOn, kept: made.kept },
      left,
      counts: { ...counts, approved } as unknown as ReportCounts,
      dryRun: false,
    };
  });

/** Each whole with the sum of its parts. */
function wholes(lines: AccountLine[]): { name: string; count: number; parts: number }[] {
  const sums: { name: string; count: number; parts: number }[] = [];
  for (const { name, count, isPart } of lines) {
    const last = sums.at(-1);
    if (isPart && last !== undefined) last.parts += count;
    else sums.push({ name, count, parts: 0 });
  }
  return sums;
}

test('Every row that was read is in one line of the account, and so is every contact of a cluster and every approved pair', () => {
  fc.assert(
    fc.property(heads, (head) => {
      const lines = accountOf(head);
      expect(lines.filter(({ count }) => count < 0)).toEqual([]);
      for (const { name, count, parts } of wholes(lines)) expect({ name, count: parts }).toEqual({ name, count });
    }),
  );
});

test('Rejected rows are told by reason with their lines, clusters that were left by where to see them', () => {
  const { head } = makeReport([]);
  const told = {
    ...head,
    contacts: { inClusters: 4, takenOn: 2, kept: 1 },
    left: [
      {
        ...({ cluster: 'c', state: 'blocked', decision: 'blocked', strategy: 's', reason: 'r' } as const),
        primary: 'REVU-3',
        duplicates: ['REVU-4'],
      },
    ],
    rowsRead: {
      ...{ plan: 'p', csv: '0123456789abcdef', rows: 9, leftOut: [], withoutEmail: 1 },
      rejected: [{ column: 'Tickets', expected: 'expected a whole number', rows: 2, lines: [3, 7] }],
    },
  };
  const notes = Object.fromEntries(accountOf(told).map(({ name, count, note }) => [name, `${count}: ${note}`]));
  expect(notes).toMatchObject({
    rejected: "2: 2 × 'Tickets' expected a whole number (lines 3, 7)",
    'blocked by the rules': '2: 1 cluster: see left.csv',
  });
  expect(rowsLine(told)).toBe('9 read: 2 rejected, 1 without an e-mail, 2 alone and 4 in clusters');
});
