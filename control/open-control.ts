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
  /** The same servers where they are now: a local stack that was started anew may have them at other ports. */
  again: () => Servers;
}

/** As of `again`: what was opened before is closed. */
export type Servers = Pick<Control, 'db' | 'client'>;

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
  let open = openServers(config, url);
  const again = (): Servers => {
    const now = whereNow(config);
    if (now === null || isSame(now, open.where)) return open;
    void open.close();
    open = openServers(config, now.url);
    return open;
  };
  try {
    const { db, client } = open;
    if (!onlyLooks) await requireIdentity(db);
    return await work({ config, db, client, again });
  } finally {
    await open.close();
  }
}

interface Where {
  url: string;
  /** Null while no Temporal is known. */
  temporal: string | null;
}

export interface OpenServers extends Servers {
  where: Where;
  close(): Promise<void>;
}

/** Without a look at what database it is: whoever writes asks for that. A Temporal that was away is tried again at the next call. */
export function openServers(config: Config, url: string, applicationName = 'contact-dedupe script'): OpenServers {
  const database = openDatabase({ url, applicationName });
  let client: Promise<Client> | undefined;
  const connected = (): Promise<Client> => {
    client ??= connect(config).catch((error) => {
      client = undefined;
      throw error;
    });
    return client;
  };
  return {
    where: { url, temporal: whereNow(config)?.temporal ?? null },
    db: database.db,
    client: connected,
    close: async () => {
      await client?.then(({ connection }) => connection.close()).catch(() => undefined);
      await database.close().catch(() => undefined);
    },
  };
}

/** Null while nobody knows: a stack that is down may come back where it was. Settings that are wrong are told to whoever connects. */
function whereNow(config: Config): Where | null {
  try {
    return { url: findDatabaseUrl(config), temporal: findTemporal(config).address };
  } catch {
    return null;
  }
}

function isSame(one: Where, other: Where): boolean {
  return one.url === other.url && one.temporal === other.temporal;
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
