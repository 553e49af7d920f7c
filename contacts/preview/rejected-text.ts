import { type RejectCode, type RejectedRow, rejectedRowText } from '../csv/rejected-row.ts';
import { type RejectedGroup, rejectedGroups } from '../planning/rejected-groups.ts';

/** Why a row was rejected, in words. */
export const REJECT_WORDS: Record<RejectCode | 'footer', string> = {
  width: 'not as many columns as the header',
  id: 'no id of a contact',
  email: 'no e-mail address',
  number: 'not a whole number',
  flag: 'neither TRUE nor FALSE',
  time: 'no time that can be read',
  'date-order': 'a date of which the order is not known',
  reference: 'no external reference that can be read',
  'too-long': 'too long',
  'control-character': 'a control character inside',
  footer: 'footer: below the last row, about nobody',
};

/** Rejected rows by reason, the first of each with line and fault; nothing where there is none. */
export function rejectedText(
  file: string,
  { rejected, footer }: { rejected: RejectedRow[]; footer: number },
): string[] {
  if (rejected.length === 0) return [];
  const groups = rejectedGroups(rejected, footer);
  const rows = new Map(rejected.map((row) => [row.line, row]));
  const hidden = groups.some((group) => group.rows > group.lines.length);
  return [
    `Rejected rows: ${amount(rejected.length)}${hidden ? '; all of them: --rejected-out FILE' : ''}`,
    ...groups.flatMap((group) => groupLines({ file, group, rows })),
  ];
}

function groupLines(request: { file: string; group: RejectedGroup; rows: Map<number, RejectedRow> }): string[] {
  const { file, group, rows } = request;
  const column = group.column === null ? '' : `column '${group.column}': `;
  const more = group.rows - group.lines.length;
  return [
    `${amount(group.rows).padStart(7)}  ${column}${REJECT_WORDS[group.code]}`,
    ...group.lines.flatMap((line) => {
      const row = rows.get(line);
      return row === undefined ? [] : [`  ${rejectedRowText(file, row)}`];
    }),
    ...(more > 0 ? [`  … and ${amount(more)} more`] : []),
  ];
}

function amount(n: number): string {
  return n.toLocaleString('en-US');
}
