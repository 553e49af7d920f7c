import type { RejectCode, RejectedRow } from '../csv/rejected-row.ts';

/** A file has not more lines than this below its rows. */
const MOST_FOOTER_ROWS = 20;
const FIRST_LINES = 3;

/** Rows that were rejected for the same reason; `footer`: what some program wrote below the last row. */
export interface RejectedGroup {
  code: RejectCode | 'footer';
  column: string | null;
  rows: number;
  /** Of the first of them. */
  lines: number[];
}

/** How many of the rejected rows, which are in order, are a footer: below the last good row, few, and about nobody. */
export function footerRows(rejected: readonly RejectedRow[], lastGoodLine: number): number {
  const below = rejected.slice(rejected.findLastIndex(({ line }) => line <= lastGoodLine) + 1);
  const about = below.findLastIndex(({ id, email }) => id !== '' || email.includes('@'));
  const footer = below.length - about - 1;
  return lastGoodLine === 0 || footer > MOST_FOOTER_ROWS ? 0 : footer;
}

/** The largest first; the footer last. */
export function rejectedGroups(rejected: readonly RejectedRow[], footer: number): RejectedGroup[] {
  const groups = new Map<string, RejectedGroup>();
  const firstOfFooter = rejected.length - footer;
  for (const [at, { code, column, line }] of rejected.entries()) {
    const isFooter = at >= firstOfFooter;
    const key = isFooter ? 'footer' : JSON.stringify([code, column]);
    const none: RejectedGroup = {
      code: isFooter ? 'footer' : code,
      column: isFooter ? null : column,
      rows: 0,
      lines: [],
    };
    const group = groups.get(key) ?? none;
    group.rows++;
    if (group.lines.length < FIRST_LINES) group.lines.push(line);
    groups.set(key, group);
  }
  const isFooter = (group: RejectedGroup): number => (group.code === 'footer' ? 1 : 0);
  return [...groups.values()].sort((a, b) => isFooter(a) - isFooter(b) || b.rows - a.rows);
}
