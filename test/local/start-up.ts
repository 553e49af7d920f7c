import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { freePort } from '../../local/free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Up {
  process: ChildProcess;
  /** Its first line on stdout; empty when it ended before. */
  line: string;
  /** What it said on stderr so far. */
  errors(): string;
  exited: Promise<unknown[]>;
}

/** Lets the folder's stack keep ports that are not the usual ones: those another test may take in between, which `up` would say. */
export async function keepFreePorts(dataDir: string): Promise<void> {
  const doors = ['Temporal', "Temporal's pages", 'the customers API'];
  const kept = Object.fromEntries(await Promise.all(doors.map(async (door) => [door, await freePort()])));
  writeFileSync(join(dataDir, 'ports.json'), JSON.stringify(kept));
}

/** Runs `up` in a process group of its own until it says that it is up, or ends. */
export async function startUp(dataDir: string, ...args: string[]): Promise<Up> {
  const env = { PATH: process.env.PATH, HOME: homedir(), DEDUPE_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [join(inject('scripts'), 'up.cjs'), ...args], {
    cwd: ROOT,
    env,
    detached: true,
  });
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const said = once(child.stdout, 'data').then(([chunk]) => String(chunk));
  const line = await Promise.race([said, once(child, 'close').then(() => '')]);
  return { process: child, line, errors: () => errors, exited };
}
