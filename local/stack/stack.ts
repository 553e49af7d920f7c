import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NotReachable } from '../../config/not-reachable.ts';
import type { Env } from '../../config/variables.ts';
import { namedTemporal } from '../../temporal/named-temporal.ts';
import { freePort } from '../free-port.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { identify } from '../process/identity.ts';
import { awaitOrphans } from '../process/orphans.ts';
import { findTemporalBinary } from '../temporal/binary.ts';
import { startTemporal, type TemporalServer } from '../temporal/server.ts';
import { startUiProxy, type UiProxy } from '../temporal/ui-proxy.ts';
import { type Half, lostHalf, noteWhole } from './halves.ts';
import { claimStack, publishStack, releaseStack } from './stack-file.ts';

export interface StackOptions {
  /** Keeps the databases over restarts. One stack per folder. */
  dataDir: string;
  /** A database that is there already; then no Postgres is started. */
  databaseUrl?: string | null;
  /**
   * Whether Temporal's web pages are served.
   *
   * @default true
   */
  ui?: boolean;
  /** Read for TEMPORAL_ADDRESS (then no Temporal is started), PATH and the cache folder. Defaults to ours. */
  env?: Env;
  /** Where progress lines go. Defaults to stderr. */
  say?: (line: string) => void;
}

export interface Stack {
  temporalAddress: string;
  namespace: string;
  /** Null without web pages, and where the environment names the server. */
  uiUrl: string | null;
  /** Temporal's HTTP API, through which any web page can reach a run, is closed to everybody: false where the server does not know how. */
  httpIsClosed: boolean;
  /** Which Temporal this is and why, in words. */
  temporalHow: string;
  /** With its password: to be shown only through `withoutPassword`. */
  databaseUrl: string;
  /** Where Postgres keeps its data; null where a database was named. */
  pgData: string | null;
  /** The half whose data is gone while the other's is still there. */
  lostHalf: Half | null;
  /** Settles with the server's name when one that was started here ends. */
  lost: Promise<string>;
  stop(): Promise<void>;
}

/** Starts what runs need on this machine, and writes `stack.json` so that scripts find it. Throws StackRunning. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir } = options;
  const left = claimStack(dataDir);
  const servers: (TemporalServer | PostgresServer)[] = [];
  let pages: UiProxy | null = null;
  const processes = () => servers.flatMap(({ pid }) => identify(pid) ?? []);
  const stop = async (): Promise<void> => {
    await Promise.all([...servers.map((server) => server.stop()), pages?.close()]);
    releaseStack(dataDir);
  };
  try {
    for (const folder of ['logs', 'temporal']) mkdirSync(join(dataDir, folder), { recursive: true, mode: 0o700 });
    await awaitOrphans(left?.servers ?? []);
    const isNewTemporal = !existsSync(temporalFile(dataDir));
    const { temporal, ...part } = await temporalPart(options);
    if (temporal) servers.push(temporal);
    if (temporal?.uiUrl) pages = await showPages(temporal.uiUrl);
    const where = { ...part, uiUrl: pages?.url ?? null };
    publishStack(dataDir, { up: null, servers: processes() });
    const { postgres, databaseUrl } = await databasePart(options);
    if (postgres) servers.push(postgres);
    const { namespace, uiUrl } = where;
    const up = { temporalAddress: temporal?.address ?? null, namespace, uiUrl, databaseUrl: postgres?.url ?? null };
    publishStack(dataDir, { up, servers: processes() });
    const lost = Promise.race([
      ...(temporal ? [temporal.exited.then(() => 'Temporal')] : []),
      ...(postgres ? [postgres.exited.then(() => 'Postgres')] : []),
    ]);
    const isOurs = temporal !== null && postgres !== null;
    const half = isOurs ? lostHalf(dataDir, { Temporal: isNewTemporal, Postgres: postgres.isNew }) : null;
    if (isOurs) noteWhole(dataDir);
    return { ...where, databaseUrl, pgData: postgres?.pgData ?? null, lostHalf: half, lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type TemporalPart = Pick<Stack, 'temporalAddress' | 'namespace' | 'httpIsClosed' | 'temporalHow'> & {
  temporal: TemporalServer | null;
};

/** The server that the environment names, else one of our own with its usual port where that is free. */
async function temporalPart({ dataDir, env = process.env, ui = true, say }: StackOptions): Promise<TemporalPart> {
  const named = namedTemporal(env);
  if (named) {
    const { address, namespace, how } = named;
    return { temporalAddress: address, namespace, httpIsClosed: true, temporalHow: `named by ${how}`, temporal: null };
  }
  const binary = await findTemporalBinary({ env, ...(say && { say }) });
  const start = async (port?: number): Promise<TemporalServer> =>
    await startTemporal({
      binary: binary.path,
      port: await freePort(port),
      // Nobody is told of this one: what is shown is the proxy's.
      ...(ui && { uiPort: await freePort() }),
      dbFilename: temporalFile(dataDir),
      logFile: join(dataDir, 'logs', 'temporal.log'),
    });
  // Somebody else may take a usual port between the look and the start.
  const temporal = await start(7233).catch((error: unknown) => {
    if (!isPortTaken(error)) throw error;
    return start();
  });
  const { address, namespace, httpIsClosed } = temporal;
  return { temporalAddress: address, namespace, httpIsClosed, temporalHow: binary.how, temporal };
}

/** Temporal's pages at their usual port where that is free. */
async function showPages(target: string): Promise<UiProxy> {
  return await startUiProxy({ target, port: 8233 }).catch((error: unknown) => {
    if (!isPortTaken(error)) throw error;
    return startUiProxy({ target, port: 0 });
  });
}

function isPortTaken(error: unknown): boolean {
  return error instanceof NotReachable && error.code === 'port-taken';
}

function temporalFile(dataDir: string): string {
  return join(dataDir, 'temporal', 'temporal.db');
}

async function databasePart({ dataDir, databaseUrl }: StackOptions): Promise<{
  databaseUrl: string;
  postgres: PostgresServer | null;
}> {
  if (databaseUrl) return { databaseUrl, postgres: null };
  const postgres = await startPostgres({ dataDir, logFile: join(dataDir, 'logs', 'postgres.log') });
  return { databaseUrl: postgres.url, postgres };
}
