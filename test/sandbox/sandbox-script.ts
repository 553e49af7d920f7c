import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject, onTestFinished } from 'vitest';

export interface SandboxScript {
  child: ChildProcessWithoutNullStreams;
  /** The first line on standard output; undefined when it ended without one. */
  firstLine: Promise<string | undefined>;
  /** What stood on standard error, once it ended. */
  errors: () => string;
  exit: Promise<{ code: number | null; signal: string | null }>;
}

/** Runs scripts/sandbox.ts as a process that does not outlive the test. */
export function sandboxScript(args: string[]): SandboxScript {
  const child = spawn(process.execPath, [join(inject('scripts'), 'sandbox.cjs'), ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return { child, firstLine: firstLineOf(child), errors: () => stderr, exit };
}

async function firstLineOf(child: ChildProcessWithoutNullStreams): Promise<string | undefined> {
  for await (const line of createInterface({ input: child.stdout })) return line;
  return undefined;
}
