import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Env } from '../../config/variables.ts';

export interface VerbProcess {
  /** The program, whose first argument is the verb. */
  program: string;
  args: string[];
  env: Env;
  signal: AbortSignal;
  /** How far it steps back for others at the processor, 0 to 19. @default 0 */
  nice?: number;
}

export interface VerbEnd {
  /** Null: a signal has ended it. */
  code: number | null;
  stdout: string;
  /** What it says to a person. */
  stderr: string;
}

/** A preview of many clusters in review says each of them. */
const MOST_SAID = 64 * 1024 * 1024;

/** Runs a verb as a process of its own. */
export function verbProcess({ program, args, env, signal, nice = 0 }: VerbProcess): Promise<VerbEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    if (nice > 0) stepBack(child, nice);
    const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let length = 0;
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > MOST_SAID) child.kill('SIGKILL');
        else said[name].push(chunk);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: text(said.stdout), stderr: text(said.stderr) }));
  });
}

function stepBack({ pid }: ChildProcess, nice: number): void {
  try {
    if (pid !== undefined) setPriority(pid, nice);
  } catch {
    // It has ended already, or the system has no such thing.
  }
}

function text(chunks: Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
