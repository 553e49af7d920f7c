import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/**
 * Ends the processes that a killed Postgres left behind, each of which lives in a session of its own. Idle ones notice
 * by themselves; one in the middle of a long statement does not, and then blocks the next start. They are known by
 * their working folder. On systems without /proc there is only waiting.
 */
export function endBackends(pgData: string): void {
  if (process.platform !== 'linux') return;
  const folder = realpathSync(pgData);
  for (const pid of readdirSync('/proc')) {
    if (/^\d+$/.test(pid) && isBackend(pid, folder)) endNow(Number(pid));
  }
}

function isBackend(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n';
  } catch {
    return false;
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It noticed by itself meanwhile.
  }
}
