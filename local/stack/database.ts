import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresServer } from '../postgres/server.ts';
import { identify } from '../process/identity.ts';
import type { KeptUp } from '../process/keep-up.ts';
import { awaitOrphans } from '../process/orphans.ts';
import { createMoves } from './moves.ts';
import { keepPostgres } from './servers.ts';
import { claimStack, publishStack, releaseStack } from './stack-file.ts';

export interface LocalDatabase {
  /** With its password. Where it is now. */
  readonly databaseUrl: string;
  pgData: string;
  /** Settles when it is at another address than before. */
  nextMove(): Promise<unknown>;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  dataDir: string;
  /** Where lines about it go. */
  say: (line: string) => void;
}

/** Starts the embedded Postgres alone, as the owner of the data folder, and keeps it up. Throws StackRunning. */
export async function startDatabase({ dataDir, say }: DatabaseOptions): Promise<LocalDatabase> {
  const left = claimStack(dataDir);
  const moves = createMoves();
  let postgres: KeptUp<PostgresServer> | null = null;
  const stop = async (): Promise<void> => {
    await postgres?.stop();
    releaseStack(dataDir);
  };
  const publish = ({ url, pid }: PostgresServer): void => {
    const up = { temporalAddress: null, namespace: '', uiUrl: null, databaseUrl: url };
    publishStack(dataDir, { up, servers: [identify(pid) ?? []].flat() });
  };
  const onAgain = (isElsewhere: boolean): void => {
    if (postgres) publish(postgres.now());
    if (isElsewhere) moves.tell('Postgres');
  };
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    await awaitOrphans(left?.servers ?? []);
    const kept = await keepPostgres({ dataDir, say, onAgain });
    postgres = kept;
    publish(kept.now());
    return {
      get databaseUrl() {
        return kept.now().url;
      },
      pgData: kept.now().pgData,
      nextMove: moves.next,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
