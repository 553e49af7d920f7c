import { printable } from '../../contacts/words/printable.ts';
import type { Paint } from '../cli/paint.ts';
import type { NamedFinding } from './run-checks.ts';

const COLOURS = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const;

/** One line per check, and one more where there is something to do. */
export function findingsText(findings: readonly NamedFinding[], paint: Paint): string {
  const lines = findings.flatMap(({ status, name, found, todo }) => [
    `${paint(COLOURS[status], status.padEnd(8))} ${name.padEnd(9)} ${status === 'skipped' ? 'skipped: ' : ''}${printable(found)}`,
    ...(todo === null ? [] : [`${' '.repeat(19)}-> ${printable(todo)}`]),
  ]);
  return [...lines, '', summary(findings)].join('\n');
}

function summary(findings: readonly NamedFinding[]): string {
  const statuses = ['ok', 'warning', 'failed', 'skipped'] as const;
  const counts = statuses.map((status) => [findings.filter((one) => one.status === status).length, status] as const);
  return counts.flatMap(([count, status]) => (count === 0 ? [] : [`${count} ${status}`])).join(', ');
}
