import type { Client } from '@temporalio/client';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/env.ts';
import { connectionCode } from '../control/connection-code.ts';
import { findDatabaseUrl, findTemporal } from '../local/connect.ts';
import { NotReachable } from '../local/not-reachable.ts';
import { openClient } from '../local/open-client.ts';
import { type Db, migrateDatabase, openDatabase } from '../store/database.ts';

/** What a script acts on. */
export interface Control {
  config: Config;
  db: Db;
  /** Connects to Temporal at the first call. */
  client: () => Promise<Client>;
}

/** Opens the store, with its schema up to date, lets the script work, and closes what was opened. */
export async function withControl<T>(config: Config, work: (control: Control) => Promise<T>): Promise<T> {
  const url = findDatabaseUrl(config);
  await migrateDatabase(url).catch((error) => refuse(error, url));
  const database = openDatabase({ url, applicationName: 'contact-dedupe script' });
  let client: Promise<Client> | undefined;
  try {
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
    if (!(error instanceof NotReachable) || error.message.includes('npm run up')) throw error;
    throw new NotReachable(
      `${error.message}. Start it, correct TEMPORAL_ADDRESS, or unset it and use the local stack: npm run up`,
      { cause: error },
    );
  }
}

/** Postgres' own codes: 28… who may log in, 3D… which database. */
function refuse(error: unknown, url: string): never {
  const code = connectionCode(error);
  const { hostname, port, pathname, username } = new URL(url);
  const where = `Postgres at '${hostname}:${port || 5432}'`;
  if (code === null) throw error;
  if (code.startsWith('28')) throw new ConfigError(`${where} refused user '${username}' (${code}): see DATABASE_URL`);
  if (code.startsWith('3D')) throw new ConfigError(`${where} has no database '${pathname.slice(1)}': see DATABASE_URL`);
  throw new NotReachable(
    `Cannot reach ${where} (${code}). Start it, correct DATABASE_URL or POSTGRES_*, or unset them and use the local stack: npm run up`,
    { cause: error },
  );
}
