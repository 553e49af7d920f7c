import type { RunStatus } from '../../control/status/run-status.ts';
import { layOut, lookOf } from './lay-out.ts';
import { statusLines } from './lines.ts';

/** The status on stdout, to stay there. Lines are as long as they are: a command that is broken cannot be copied. */
export function finalText(status: RunStatus): string {
  const { color } = lookOf(process.stdout);
  return layOut(statusLines(status, Date.now()), { columns: Number.POSITIVE_INFINITY, color }).join('\n');
}
