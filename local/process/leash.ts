import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./leash-child.mjs', import.meta.url));

export interface LeashOptions {
  /** What the process is called in messages. */
  name: string;
  command: string;
  args?: readonly string[];
  /** The whole environment of the command. Defaults to ours. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Another user to run as. Only root can ask for that. */
  user?: { uid: number; gid: number } | null;
  /** What others may not do with the files that the command makes. Defaults to ours. */
  umask?: number;
  /** Both outputs are appended here. */
  logFile?: string;
  /** Called for each line of both outputs. Not together with `logFile`. */
  onLine?: (line: string) => void;
  /**
   * How the process is asked to end by `stop` and when its starter is gone.
   *
   * @default SIGTERM
   */
  stopSignal?: NodeJS.Signals;
  /**
   * Milliseconds between that signal and SIGKILL when the starter is gone.
   *
   * @default 3000
   */
  orphanGraceMs?: number;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running command that cannot outlive this process. */
export interface Leash {
  name: string;
  /** Of the command itself, which leads its own process group. */
  pid: number;
  /** Settles when the command and its wrapper are gone. Never rejects. */
  exited: Promise<Exit>;
  /** Sends a signal to the command. False when it is gone already. */
  kill(signal?: NodeJS.Signals): boolean;
  /** Asks the command to end, and past the grace kills it with all it started. */
  stop(graceMs?: number): Promise<Exit>;
}

/**
 * Starts a command that ends when this process ends, also by SIGKILL: a small wrapper holds the other end of a channel
 * and ends the command when the channel closes. Ctrl-C in a terminal reaches neither: stopping in order is our part.
 */
export async function startLeashed(options: LeashOptions): Promise<Leash> {
  const { name, stopSignal = 'SIGTERM' } = options;
  const wrapper = startWrapper(options);
  const started = pidOf(wrapper, name);
  const exited = exitOf(wrapper, started);
  const pid = await started;

  let gone = false;
  exited.then(() => {
    gone = true;
  });
  const kill = (signal: NodeJS.Signals = 'SIGTERM'): boolean => !gone && signalTo(pid, signal);
  const stop = async (graceMs = 5000): Promise<Exit> => {
    kill(stopSignal);
    const timer = setTimeout(() => wrapper.connected && wrapper.send('kill', () => undefined), graceMs);
    const exit = await exited;
    clearTimeout(timer);
    return exit;
  };
  return { name, pid, exited, kill, stop };
}

function startWrapper(options: LeashOptions): ChildProcess {
  const { command, args = [], env = process.env, cwd = process.cwd(), user, umask, logFile, onLine } = options;
  const log = logFile === undefined ? undefined : openSync(logFile, 'a', 0o600);
  const output = log ?? (onLine ? 'pipe' : 'ignore');
  const wrapper = spawn(process.execPath, [CHILD], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  if (log !== undefined) closeSync(log);
  for (const stream of [wrapper.stdout, wrapper.stderr]) {
    if (stream && onLine) createInterface({ input: stream }).on('line', onLine);
  }
  wrapper.send({
    command,
    args,
    umask,
    options: { cwd, env, ...user },
    lastSignal: options.stopSignal ?? 'SIGTERM',
    lastGraceMs: options.orphanGraceMs ?? 3000,
  });
  return wrapper;
}

/** The command's process id, told by the wrapper once the command runs. */
function pidOf(wrapper: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (detail: string): void => reject(new Error(`Cannot start '${name}': ${detail}`));
    wrapper.on('message', (message: { pid?: number; error?: string }) => {
      if (message.pid !== undefined) resolve(message.pid);
      if (message.error !== undefined) fail(message.error);
    });
    wrapper.once('error', (error) => fail(error.message));
    wrapper.once('exit', () => fail('its wrapper ended early'));
  });
}

/** How the command ended. A wrapper that was killed cannot tell; then the command is killed too. */
async function exitOf(wrapper: ChildProcess, started: Promise<number>): Promise<Exit> {
  let exit: Exit | undefined;
  wrapper.on('message', (message: Exit | { pid: number }) => {
    if ('code' in message) exit = { code: message.code, signal: message.signal };
  });
  const disconnected = new Promise<void>((resolve) => wrapper.once('disconnect', resolve));
  const closed = once(wrapper, 'close').catch(() => undefined);
  const pid = await started.catch(() => undefined);
  await disconnected;
  if (exit === undefined && pid !== undefined) signalTo(-pid, 'SIGKILL');
  await closed;
  return exit ?? { code: null, signal: 'SIGKILL' };
}

function signalTo(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
