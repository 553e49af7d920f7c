import { execFileSync } from 'node:child_process';
import { identify, isRunning, type ProcessIdentity } from '../../local/process/identity.ts';
import { until } from '../../local/process/until.ts';
import { patience } from '../support/patience.ts';

/** Every process below this one, in whatever group or session. */
export function processesBelow(pid: number): ProcessIdentity[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, its]) => (its === parent ? [child, ...below(child)] : []));
  return below(pid).flatMap((child) => identify(child) ?? []);
}

/** Which of them still run after some seconds. */
export async function leftovers(processes: ProcessIdentity[], timeoutMs = 20_000): Promise<ProcessIdentity[]> {
  await until(() => (processes.some(isRunning) ? null : true), { timeoutMs: patience(timeoutMs) });
  return processes.filter(isRunning);
}
