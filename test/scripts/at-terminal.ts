import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';
import { until } from '../support/outcome.ts';
import type { Scene } from '../support/scene.ts';

const IN_TERMINAL = fileURLToPath(new URL('in-terminal.py', import.meta.url));

/** A verb at which a person sits. */
export interface AtTerminal {
  child: ChildProcessWithoutNullStreams;
  /** All that the terminal was sent so far. */
  seen: () => string;
  ended: Promise<{ code: number | null; sent: string }>;
}

/** Runs `scripts/NAME.ts` in a terminal of its own, 80 columns wide, until the test ends at the latest. */
export function atTerminal(scene: Pick<Scene, 'env' | 'folder'>, [name = '', ...args]: string[]): AtTerminal {
  const script = join(inject('scripts'), `${name}.cjs`);
  const env = { PATH: process.env.PATH, HOME: homedir(), TERM: 'xterm', NO_COLOR: '1', ...scene.env };
  const command = [IN_TERMINAL, '24', '80', process.execPath, script, ...args];
  const child = spawn('python3', command, { cwd: scene.folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let sent = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    sent += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, sent }));
  return { child, seen: () => sent, ended };
}

/** Types an answer when the question is on the screen, and waits for the end. */
export async function answered(
  scene: Pick<Scene, 'env' | 'folder'>,
  { args, question, key }: { args: string[]; question: string; key: string },
): Promise<{ code: number | null; sent: string }> {
  const { child, seen, ended } = atTerminal(scene, args);
  await until(`it asks '${question}'`, () => seen().includes(question) || child.exitCode !== null, 60_000);
  child.stdin.write(key);
  return ended;
}
