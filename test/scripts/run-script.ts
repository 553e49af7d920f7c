import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { Scene } from '../support/scene.ts';
import { TEST_TIMING } from '../support/timing.ts';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface Script {
  /** Sends it a signal. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when its stdout or stderr has the text. */
  says(text: string): Promise<void>;
  ended: Promise<Ended>;
}

/** Starts `scripts/NAME.ts` as a process that does not outlive the test, with the scene's settings and nothing else of ours. `typed`: all that its stdin has. */
export function startScript(
  scene: Pick<Scene, 'env' | 'folder'>,
  [name = '', ...args]: string[],
  more = {},
  typed = '',
): Script {
  const timing = { DEDUPE_TIMING: JSON.stringify({ ...TEST_TIMING, sendMs: 2_000 }) };
  const env = { PATH: process.env.PATH, HOME: homedir(), DEDUPE_HOME: scene.folder, ...timing, ...scene.env, ...more };
  const child = spawn(process.execPath, [join(inject('scripts'), `${name}.cjs`), ...args], { cwd: scene.folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, out, err }));
  const says = async (text: string): Promise<void> => {
    while (!out.includes(text) && !err.includes(text)) {
      if (child.exitCode !== null)
        throw new Error(`Ended with ${child.exitCode} before it said '${text}': ${out}${err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  child.stdin.end(typed);
  return { kill: (signal) => child.kill(signal), says, ended };
}

/** Runs it to its end: `runScript(scene, ['start', '--yes'], { ENVIRONMENT: 'production' })`. */
export function runScript(scene: Pick<Scene, 'env' | 'folder'>, args: string[], more = {}, typed = ''): Promise<Ended> {
  return startScript(scene, args, more, typed).ended;
}
