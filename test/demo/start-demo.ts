import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../local/process/until.ts';
import { testFolder } from '../support/folder.ts';
import { patience } from '../support/patience.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Demo {
  process: ChildProcess;
  folder: string;
  /** What it said so far, on both outputs. */
  said(): string;
  /** Waits until it has said that. */
  untilSaid(text: string): Promise<void>;
  exited: Promise<[number | null, NodeJS.Signals | null]>;
}

/** Runs the demo from the working tree, with all it writes in a folder of the test's own. */
export function startDemo(...args: string[]): Demo {
  return start(['./scripts/demo.ts', ...args], {});
}

/** The same below a process that looks like npm: the process of the result. */
export function startDemoUnderNpm(): Demo {
  const npm = "require('node:child_process').spawn('./scripts/demo.ts', [], { stdio: 'inherit' })";
  return start([process.execPath, '-e', npm, 'npm'], { npm_lifecycle_event: 'demo' });
}

function start([command = '', ...args]: string[], more: Record<string, string>): Demo {
  const folder = testFolder();
  const env = {
    PATH: process.env.PATH,
    HOME: homedir(),
    DEDUPE_DATA_DIR: join(folder, 'data'),
    // Of real runs: the demo leaves them alone.
    BACKUP_DIR: join(folder, 'real', 'backups'),
    REPORTS_DIR: join(folder, 'real', 'reports'),
    LOGS_DIR: join(folder, 'real', 'logs'),
    ...more,
  };
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  const closed = once(child, 'close');
  return {
    process: child,
    folder,
    said: () => text,
    untilSaid: async (wanted) => {
      const early = closed.then(() => new Error(`The demo ended early:\n${text}`));
      const found = await until(() => (text.includes(wanted) ? true : null), {
        timeoutMs: patience(90_000),
        unless: early,
      });
      if (found === null) throw new Error(`The demo did not say '${wanted}':\n${text}`);
    },
    exited: closed as Demo['exited'],
  };
}
