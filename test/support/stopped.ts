import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { until } from './outcome.ts';

/** Resolves when the process stands still by SIGSTOP. */
export function stopped(pid: number): Promise<void> {
  return until('the process is stopped', () => stateOf(pid).startsWith('T'), 60_000);
}

/** As `ps` shows it: `T` is stopped, `S` asleep, `Z` dead. Empty when it is gone. */
function stateOf(pid: number): string {
  // Without a process of its own, where that is possible: the sandbox answers on this thread.
  if (existsSync('/proc/self/stat')) return stateInProc(pid);
  try {
    return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function stateInProc(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  } catch {
    return '';
  }
}
