import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { identify } from '../process/identity.ts';
import { awaitOrphans } from '../process/orphans.ts';
import { claimStack, publishStack, releaseStack } from './stack-file.ts';

export interface LocalDatabase {
  /** With its password. */
  databaseUrl: string;
  pgData: string;
  /** Settles when it ends by itself. */
  lost: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the embedded Postgres alone, as the owner of the data folder. Throws StackRunning. */
export async function startDatabase(dataDir: string): Promise<LocalDatabase> {
  const left = claimStack(dataDir);
  let postgres: PostgresServer | null = null;
  const stop = async (): Promise<void> => {
    await postgres?.stop();
    releaseStack(dataDir);
  };
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    await awaitOrphans(left?.servers ?? []);
    postgres = await startPostgres({ dataDir, logFile: join(dataDir, 'logs', 'postgres.log') });
    const { url, pgData, exited, pid } = postgres;
    const up = { temporalAddress: null, namespace: '', uiUrl: null, databaseUrl: url };
    publishStack(dataDir, { up, servers: [identify(pid) ?? []].flat() });
    return { databaseUrl: url, pgData, lost: exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
