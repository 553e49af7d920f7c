import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from '../process/identity.ts';
import { until } from '../process/until.ts';
import { endBackends } from './backends.ts';

/** What Postgres writes into its lock file: the process, and how far its start is. */
export function readLock(pgData: string): { pid: number; status: string } | null {
  try {
    const lines = readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return null;
  }
}

/**
 * Makes way for a start: waits for a server on this folder that is about to end, and clears up after one that was
 * killed: what is left of its processes, and its lock file, whose number may meanwhile be another program's. Throws
 * when a server keeps running.
 */
export async function clearLock(pgData: string, timeoutMs = 10_000): Promise<void> {
  const isClear = (): true | null => {
    const lock = readLock(pgData);
    return lock === null || identify(lock.pid) === null || !isPostgres(lock.pid, pgData) ? true : null;
  };
  if (!(await until(isClear, { timeoutMs }))) {
    throw new Error(`Another Postgres runs on '${pgData}' (process ${readLock(pgData)?.pid}): stop it first`);
  }
  endBackends(pgData);
  rmSync(join(pgData, 'postmaster.pid'), { force: true });
}

function isPostgres(pid: number, pgData: string): boolean {
  const path = `/proc/${pid}/cmdline`;
  try {
    if (existsSync(path)) return readFileSync(path, 'utf8').includes(pgData);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(pgData);
  } catch {
    return false;
  }
}
