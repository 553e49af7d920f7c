import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { identify, type ProcessIdentity } from '../../local/process/identity.ts';

const STARTER = fileURLToPath(new URL('./leash-starter.ts', import.meta.url));

/** Runs a starter in a process of its own, and waits until its leashed Node script runs. */
export async function startStarter(script: string): Promise<{ starter: ChildProcess; leashed: ProcessIdentity }> {
  const args = ['--import', 'tsx', STARTER, process.execPath, '-e', script];
  const starter = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(starter.stdout, 'data');
  const leashed = identify(Number(String(said)));
  if (leashed === null) throw new Error(`The starter said '${said}', which is no process`);
  return { starter, leashed };
}
