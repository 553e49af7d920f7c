import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../config/variables.ts';
import { namedTemporal } from '../../temporal/named-temporal.ts';
import type { PostgresServer } from '../postgres/server.ts';
import { identify } from '../process/identity.ts';
import type { KeptUp } from '../process/keep-up.ts';
import { awaitOrphans } from '../process/orphans.ts';
import { findTemporalBinary } from '../temporal/binary.ts';
import type { TemporalServer } from '../temporal/server.ts';
import type { UiProxy } from '../temporal/ui-proxy.ts';
import { type Half, lostHalf, noteWhole } from './halves.ts';
import { createMoves } from './moves.ts';
import { keepPostgres, keepTemporal, showPages, temporalFile } from './servers.ts';
import { claimStack, publishStack, releaseStack, type StackAddresses } from './stack-file.ts';

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
  /** Where it is now, as `databaseUrl`: a server that ended is started again, and may find its port taken. */
  readonly temporalAddress: string;
  namespace: string;
  /** Null without web pages, and where the environment names the server. */
  uiUrl: string | null;
  /** Temporal's HTTP API, through which any web page can reach a run, is closed to everybody: false where the server does not know how. */
  httpIsClosed: boolean;
  /** Which Temporal this is and why, in words. */
  temporalHow: string;
  /** With its password: to be shown only through `withoutPassword`. */
  readonly databaseUrl: string;
  /** Where Postgres keeps its data; null where a database was named. */
  pgData: string | null;
  /** The half whose data is gone while the other's is still there. */
  lostHalf: Half | null;
  /** Settles with the name of the next server that is at another address than before. */
  nextMove(): Promise<Half>;
  stop(): Promise<void>;
}

/** Starts what runs need on this machine and keeps it up; writes `stack.json` so that scripts find it. Throws StackRunning. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, env = process.env, ui = true, say = toStderr } = options;
  const left = claimStack(dataDir);
  const moves = createMoves();
  let isUp = false;
  let temporal: KeptUp<TemporalServer> | null = null;
  let postgres: KeptUp<PostgresServer> | null = null;
  let pages: UiProxy | null = null;
  const named = namedTemporal(env);
  const addresses = (): StackAddresses => ({
    temporalAddress: temporal?.now().address ?? null,
    namespace: named?.namespace ?? temporal?.now().namespace ?? '',
    uiUrl: pages?.url ?? null,
    databaseUrl: postgres?.now().url ?? null,
  });
  const publish = (): void => {
    const pids = [temporal?.now().pid ?? [], postgres?.now().pid ?? []].flat();
    publishStack(dataDir, { up: isUp ? addresses() : null, servers: pids.flatMap((pid) => identify(pid) ?? []) });
  };
  const place = (half: Half) => ({
    ...{ dataDir, say },
    onAgain: (isElsewhere: boolean): void => {
      publish();
      if (isElsewhere) moves.tell(half);
    },
  });
  const stop = async (): Promise<void> => {
    await Promise.all([temporal?.stop(), postgres?.stop(), pages?.close()]);
    releaseStack(dataDir);
  };
  try {
    for (const folder of ['logs', 'temporal']) mkdirSync(join(dataDir, folder), { recursive: true, mode: 0o700 });
    await awaitOrphans(left?.servers ?? []);
    const isNewTemporal = !existsSync(temporalFile(dataDir));
    const binary = named ? null : await findTemporalBinary({ env, ...(options.say && { say }) });
    if (binary) temporal = await keepTemporal({ ...place('Temporal'), ui, binary: binary.path });
    const uiUrl = (): string => temporal?.now().uiUrl ?? '';
    if (temporal && ui) pages = await showPages({ dataDir, say, pages: uiUrl });
    publish();
    if (!options.databaseUrl) postgres = await keepPostgres(place('Postgres'));
    isUp = true;
    publish();
    const isNew = temporal && postgres && { Temporal: isNewTemporal, Postgres: postgres.now().isNew };
    const half = isNew ? lostHalf(dataDir, isNew) : null;
    if (isNew) noteWhole(dataDir);
    return {
      get temporalAddress() {
        return named?.address ?? addresses().temporalAddress ?? '';
      },
      get databaseUrl() {
        return options.databaseUrl ?? addresses().databaseUrl ?? '';
      },
      namespace: addresses().namespace,
      uiUrl: addresses().uiUrl,
      httpIsClosed: temporal?.now().httpIsClosed ?? true,
      temporalHow: binary?.how ?? `named by ${named?.how}`,
      pgData: postgres?.now().pgData ?? null,
      lostHalf: half,
      nextMove: moves.next,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
