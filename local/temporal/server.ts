import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync } from 'node:fs';
import { NotReachable } from '../../config/not-reachable.ts';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes.ts';
import { freePort } from '../free-port.ts';
import { type Exit, startLeashed } from '../process/leash.ts';
import { logSize, logTail } from '../process/log-tail.ts';
import { httpIsClosed } from './http-is-closed.ts';
import { keepClosedWorkflows, temporalIsReady } from './ready.ts';

export interface TemporalOptions {
  /** Path of the Temporal CLI. */
  binary: string;
  logFile: string;
  /** Any free one when left out. */
  port?: number;
  /** The web pages' port; no web pages when left out. */
  uiPort?: number;
  /** The one Host that the server's HTTP API answers to. Nobody's when left out. */
  httpHost?: string;
  /** Where workflows are kept; in memory when left out. */
  dbFilename?: string;
  /** @default contact-dedupe */
  namespace?: string;
  /**
   * Days for which closed workflows are kept.
   *
   * @default 90
   */
  retentionDays?: number;
  /**
   * `power-cut` keeps what was answered also over a crash of the machine's software; `kill` only over a kill of the
   * server, which is faster.
   *
   * @default power-cut
   */
  survives?: 'power-cut' | 'kill';
  /** @default 60000 */
  timeoutMs?: number;
}

export interface TemporalServer {
  address: string;
  namespace: string;
  /** Null without web pages. */
  uiUrl: string | null;
  httpPort: number;
  /** Whether the HTTP API refuses this machine's own name: a server that does not know the setting answers all. */
  httpIsClosed: boolean;
  pid: number;
  exited: Promise<Exit>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it by SIGKILL. Starting it again on the same port and database file goes on where it was. */
  kill(): Promise<void>;
}

/** Starts a Temporal dev server on this machine only, and waits until the namespace can be used. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { binary, logFile, uiPort, namespace = 'contact-dedupe', retentionDays = 90, timeoutMs = 60_000 } = options;
  const port = options.port ?? (await freePort());
  const address = `127.0.0.1:${port}`;
  const ownPort = await freePort();
  const since = logSize(logFile);
  if (options.dbFilename !== undefined) closeToOthers(options.dbFilename);
  const leash = await startLeashed({
    name: 'temporal',
    umask: 0o077,
    command: binary,
    args: [...serverArgs(options), '--namespace', namespace, '--port', String(port), '--http-port', String(ownPort)],
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    logFile,
  });
  const early = leash.exited.then(() => {
    const log = logTail(logFile, since);
    // All that the server says of it is this line of its log.
    const code = log.includes('address already in use') ? 'port-taken' : 'away';
    return new NotReachable(`Temporal ended while starting:\n${log}`, { code });
  });
  let isClosed: boolean;
  try {
    if (!(await temporalIsReady({ address, namespace, timeoutMs, ownPort, unless: early }))) {
      throw new NotReachable(`Temporal was not ready after ${timeoutMs / 1000} s, see '${logFile}'`);
    }
    await keepClosedWorkflows(address, namespace, retentionDays);
    isClosed = await httpIsClosed(ownPort);
  } catch (error) {
    await leash.stop(0);
    throw error;
  }
  return {
    address,
    namespace,
    uiUrl: uiPort === undefined ? null : `http://127.0.0.1:${uiPort}`,
    httpPort: ownPort,
    httpIsClosed: isClosed,
    pid: leash.pid,
    exited: leash.exited,
    stop: async () => {
      await leash.stop();
    },
    kill: async () => {
      leash.kill('SIGKILL');
      await leash.exited;
    },
  };
}

function serverArgs({ uiPort, dbFilename, survives = 'power-cut', httpHost = nobody() }: TemporalOptions): string[] {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--log-format', 'json', '--log-level', 'warn'];
  // Without this the server asks the internet for news of itself.
  args.push('--dynamic-config-value', 'frontend.enableServerVersionCheck=false');
  args.push('--dynamic-config-value', `frontend.httpAllowedHosts=${JSON.stringify([httpHost])}`);
  for (const name of SEARCH_ATTRIBUTES) args.push('--search-attribute', `${name}=Keyword`);
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]));
  if (dbFilename === undefined) return args;
  const synchronous = survives === 'kill' ? 'OFF' : 'NORMAL';
  args.push('--db-filename', dbFilename, '--sqlite-pragma', 'journal_mode=WAL');
  return [...args, '--sqlite-pragma', `synchronous=${synchronous}`];
}

/** What is there already: it may be of a version that left it open. What comes is made private. */
function closeToOthers(dbFilename: string): void {
  const files = ['', '-wal', '-shm', '-journal'].map((end) => `${dbFilename}${end}`);
  for (const file of files.filter((path) => existsSync(path))) chmodSync(file, 0o600);
}

/** A Host that no request can have, because of its blank, and that nobody can guess. */
function nobody(): string {
  return `nobody ${randomBytes(16).toString('hex')}`;
}
