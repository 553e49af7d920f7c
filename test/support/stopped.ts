import { execFileSync } from 'node:child_process';
import { until } from './outcome.ts';

/** Resolves when the process stands still by SIGSTOP. */
export function stopped(pid: number): Promise<void> {
  return until('the process is stopped', () => stateOf(pid).startsWith('T'), 60_000);
}

/** As `ps` shows it: `T` is stopped, `S` asleep, `Z` dead. Empty when it is gone. */
function stateOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
