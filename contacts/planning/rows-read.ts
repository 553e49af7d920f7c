import { z } from 'zod';
import type { RejectedRow } from '../csv/rejected-row.ts';
import type { CsvFindings } from './plan-from-csv.ts';

/** Lines of one kind of rejected rows that are named. */
const MOST_LINES = 20;

const schema = z.strictObject({
  /** 64 hex: the digest of the plan that was made of them. */
  plan: z.string(),
  /** SHA-256 of the file, 64 hex. */
  csv: z.string(),
  rows: z.number(),
  rejected: z.array(
    z.strictObject({
      /** Null: the row as a whole. */
      column: z.string().nullable(),
      expected: z.string(),
      rows: z.number(),
      /** The first of them. */
      lines: z.array(z.number()),
    }),
  ),
  /** Contacts that a pattern of the rules leaves out. */
  leftOut: z.array(z.strictObject({ pattern: z.string(), contacts: z.number() })),
  withoutEmail: z.number(),
});

/** What became of the rows of a CSV before there were clusters: counts, lines and words, nothing about a person. */
export type RowsRead = z.infer<typeof schema>;

export function rowsRead(
  plan: string,
  found: Pick<CsvFindings, 'csvDigest' | 'rows' | 'rejected' | 'leftOut' | 'withoutEmail'>,
): RowsRead {
  const { csvDigest: csv, rows, rejected, withoutEmail } = found;
  const leftOut = found.leftOut.map(({ pattern, contacts }) => ({ pattern, contacts }));
  return { plan, csv, rows, rejected: byReason(rejected), leftOut, withoutEmail };
}

/** Most rows first. What a single cell holds is left out of the reason. */
function byReason(rejected: readonly RejectedRow[]): RowsRead['rejected'] {
  const groups = new Map<string, RowsRead['rejected'][number]>();
  for (const { column, problem, line } of rejected) {
    const expected = problem.replace(/^.*?, (?=expected )/s, '');
    const key = JSON.stringify([column, expected]);
    const group = groups.get(key) ?? { column, expected, rows: 0, lines: [] };
    group.rows += 1;
    if (group.lines.length < MOST_LINES) group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.rows - a.rows);
}

/** Beside the plan file: `plan.json` has it in `plan.rows.json`. */
export function rowsReadPath(planPath: string): string {
  return `${planPath.replace(/\.json$/, '')}.rows.json`;
}

/** Null where the text is not about that plan, or is none of ours. */
export function parseRowsRead(text: string, plan: string): RowsRead | null {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    return data?.plan === plan ? data : null;
  } catch {
    return null;
  }
}
