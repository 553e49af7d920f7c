import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity } from '../../local/process/identity.ts';

/** Settles when the `npm run` that started this process is gone, which a kill of npm does not tell us. Never without npm. */
export async function npmGone(): Promise<void> {
  const npm = process.env.npm_lifecycle_event === undefined ? null : findNpm();
  while (npm === null || isRunning(npm)) await sleep(500, undefined, { ref: false });
}

/** Between npm and us there may be a shell. */
function findNpm(): ProcessIdentity | null {
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 4; steps += 1) {
    const [parent = '0', ...command] = ps(pid);
    if (/\bnpm\b/.test(command.join(' '))) return identify(pid);
    pid = Number(parent);
  }
  return null;
}

function ps(pid: number): string[] {
  try {
    return execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
  } catch {
    return [];
  }
}
