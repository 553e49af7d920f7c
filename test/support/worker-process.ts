import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Exit, type Leash, startLeashed } from '../../local/process/leash.ts';
import { patience } from './patience.ts';

export interface TestWorker {
  pid: number;
  kill(signal: NodeJS.Signals): boolean;
  exited: Promise<Exit>;
  /** Ends it, whatever state it is in. */
  end(): Promise<void>;
}

export interface StartWorker {
  env: Record<string, string>;
  folder: string;
  /** Another source tree than ours; it makes its own bundle of the workflows. */
  source?: string;
}

/** Starts a real worker process and waits until it says that it is ready. */
export async function startWorker(options: StartWorker): Promise<TestWorker> {
  const logFile = join(options.folder, `worker-${Date.now()}-${Math.random().toString(36).slice(2, 8)}.log`);
  const leash: Leash = await startLeashed({
    name: 'worker',
    command: process.execPath,
    args: [...scriptOf(options.source), '--json'],
    env: {
      ...process.env,
      DEDUPE_HOME: options.folder,
      DEDUPE_WORKFLOW_BUNDLE: options.source ? undefined : inject('workflowBundle'),
      ...options.env,
    },
    cwd: options.folder,
    logFile,
  });
  let over: Exit | null = null;
  void leash.exited.then((exit) => {
    over = exit;
  });
  const deadline = Date.now() + patience(60_000);
  while (!(existsSync(logFile) && readFileSync(logFile, 'utf8').includes('"ready":true'))) {
    if (over !== null || Date.now() > deadline)
      throw new Error(`Worker did not get ready:\n${readFileSync(logFile, 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    pid: leash.pid,
    kill: (signal) => leash.kill(signal),
    exited: leash.exited,
    end: async () => {
      leash.kill('SIGKILL');
      await leash.exited;
    },
  };
}

function scriptOf(source: string | undefined): string[] {
  if (source === undefined) return [join(inject('scripts'), 'worker.cjs')];
  return ['--import', import.meta.resolve('tsx'), join(source, 'scripts/worker.ts')];
}
