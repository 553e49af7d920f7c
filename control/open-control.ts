import type { Client } from '@temporalio/client';
import type { Config } from '../config/env.ts';
import { NotReachable } from '../config/not-reachable.ts';
import { findDatabaseUrl, findTemporal } from '../local/stack/connect.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { requireIdentity } from '../store/identity/identity.ts';
import { requireSchema } from '../store/migrate.ts';
import { openClient } from '../temporal/open-client.ts';
import { postgresRefused } from './postgres-refused.ts';

/** What a script acts on. */
export interface Control {
  config: Config;
  db: Db;
  /** Connects to Temporal at the first call. */
  client: () => Promise<Client>;
}

/**
 * Opens the store, lets the script work, and closes what was opened. Throws OtherSchema where it is another version's, and OtherHome for a
 * database that was moved or is a copy, since the original may be at work; one that `onlyLooks` may look at that all the same.
 */
export async function withControl<T>(
  config: Config,
  work: (control: Control) => Promise<T>,
  { onlyLooks = false }: { onlyLooks?: boolean } = {},
): Promise<T> {
  const url = findDatabaseUrl(config);
  await requireSchema(url).catch((error) => {
    throw postgresRefused(error, url);
  });
  const database = openDatabase({ url, applicationName: 'contact-dedupe script' });
  let client: Promise<Client> | undefined;
  try {
    if (!onlyLooks) await requireIdentity(database.db);
    return await work({ config, db: database.db, client: () => (client ??= connect(config)) });
  } finally {
    await client?.then(({ connection }) => connection.close()).catch(() => undefined);
    await database.close();
  }
}

async function connect(config: Config): Promise<Client> {
  try {
    return await openClient(findTemporal(config));
  } catch (error) {
    if (!(error instanceof NotReachable) || error.code === 'no-stack') throw error;
    throw new NotReachable(error.message, {
      todo: { code: 'reach-server', values: { server: 'temporal' } },
      cause: error,
    });
  }
}
