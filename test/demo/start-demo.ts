import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../local/process/until.ts';
import { testFolder } from '../support/folder.ts';
import { patience } from '../support/patience.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const IN_TERMINAL = fileURLToPath(new URL('../scripts/in-terminal.py', import.meta.url));

/** How a terminal is told to begin the line anew. */
const ANEW = '\r\u001b[2K';

export interface Demo {
  process: ChildProcess;
  folder: string;
  /** What it said so far, on both outputs; of a line that a terminal shows anew, all of its texts. */
  said(): string;
  /** On a terminal: presses keys. */
  type(keys: string): void;
  /** Waits until it has said that. @default of `withinMs` on a quick machine: 90 seconds */
  untilSaid(text: string, withinMs?: number): Promise<void>;
  exited: Promise<[number | null, NodeJS.Signals | null]>;
}

/** Runs the demo from the working tree, with all it writes in a folder of the test's own. */
export function startDemo(...args: string[]): Demo {
  return start(['./scripts/demo.ts', ...args], {});
}

/** The same as a person at a terminal has it: it stays up until they press Ctrl-C. The process of the result is the terminal. */
export function startDemoOnTerminal(...args: string[]): Demo {
  return start(
    ['python3', IN_TERMINAL, '50', '200', './scripts/demo.ts', ...args],
    { TERM: 'xterm', NO_COLOR: '1' },
    'pipe',
  );
}

/** The same below a process that looks like npm: the process of the result. */
export function startDemoUnderNpm(): Demo {
  const npm = "require('node:child_process').spawn('./scripts/demo.ts', [], { stdio: 'inherit' })";
  return start([process.execPath, '-e', npm, 'npm'], { npm_lifecycle_event: 'demo' });
}

function start(
  [command = '', ...args]: string[],
  more: Record<string, string>,
  stdin: 'ignore' | 'pipe' = 'ignore',
): Demo {
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
  const child = spawn(command, args, { cwd: ROOT, env, stdio: [stdin, 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  const said = (): string => text.replaceAll(ANEW, '').replaceAll('\r\n', '\n');
  const closed = once(child, 'close');
  return {
    process: child,
    folder,
    said,
    type: (keys) => void child.stdin?.write(keys),
    untilSaid: async (wanted, withinMs = 90_000) => {
      const early = closed.then(() => new Error(`The demo ended early:\n${said()}`));
      const found = await until(() => (said().includes(wanted) ? true : null), {
        timeoutMs: patience(withinMs),
        unless: early,
      });
      if (found === null) throw new Error(`The demo did not say '${wanted}':\n${said()}`);
    },
    exited: closed as Demo['exited'],
  };
}
