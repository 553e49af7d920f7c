import pino from 'pino';
import { afterAll, beforeAll, inject } from 'vitest';
import { createApi } from '../../api/app.ts';
import { type ApiServer, type ServerOptions, startApiServer } from '../../api/server.ts';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { type ApiSettings, loadApiSettings } from '../../config/api-settings.ts';
import { type CustomerStore, openCustomerStore } from '../../store/customers/customer-store.ts';
import { migrateDatabase } from '../../store/migrate.ts';
import { createStore } from '../support/database.ts';
import { query } from '../support/query.ts';

export interface TestApiOptions {
  env?: Record<string, string>;
  /** One of its own when left out. */
  databaseUrl?: string;
  times?: NonNullable<ServerOptions['times']>;
  /** Others than ours, so that nobody has to wait for them. */
  bounds?: Partial<ApiBounds>;
}

export interface TestApi {
  url: string;
  databaseUrl: string;
  store: CustomerStore;
  settings: ApiSettings;
  /** What it logged, line by line. */
  log: string[];
  close(): Promise<void>;
}

/** A real server on a free port, on a database of its own; the settings are those of the environment given. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const databaseUrl = options.databaseUrl ?? (await createStore(inject('adminDatabaseUrl')));
  await migrateDatabase(databaseUrl);
  const loaded = loadApiSettings({ API_PORT: '0', ...options.env });
  const settings = { ...loaded, bounds: { ...loaded.bounds, ...options.bounds } };
  const store = openCustomerStore({
    url: databaseUrl,
    phoneCountry: settings.phoneCountry,
    silentMs: settings.bounds.deadlineMs,
  });
  const log: string[] = [];
  const logger = pino({}, { write: (line: string) => void log.push(line) });
  const server: ApiServer = await startApiServer({
    app: createApi({ store, settings, log: logger }),
    host: settings.host,
    port: settings.port,
    ...(options.times && { times: options.times }),
  });
  const close = async (): Promise<void> => {
    await server.close();
    await store.close();
  };
  return { url: server.url, databaseUrl, store, settings, log, close };
}

/** One server for all tests of a file. */
export function sharedApi(
  env: Record<string, string> = {},
  options: Pick<TestApiOptions, 'times' | 'bounds'> = {},
): () => TestApi {
  let api: TestApi | undefined;
  beforeAll(async () => {
    api = await startTestApi({ env, ...options });
  });
  afterAll(() => api?.close());
  return () => {
    if (!api) throw new Error('The server is not up yet');
    return api;
  };
}

/** Many records at once, by the database itself. */
export async function fillByDatabase({ databaseUrl }: TestApi, count: number): Promise<void> {
  await query(
    databaseUrl,
    `truncate customers; insert into customers (customer_id, name, email, email_key, source)
     select n, repeat('name', 20), 'ada@example.com', 'ada@example.com', 'internal' from generate_series(1, ${count}) as n`,
  );
}

/** Connections that are in the middle of a transaction. */
export async function openTransactions({ databaseUrl }: TestApi): Promise<number> {
  const rows = await query(
    databaseUrl,
    `select 1 from pg_stat_activity
     where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
  );
  return rows.length;
}

/** Sends JSON, answers the status and the body. */
export async function send(url: string, body?: unknown, method = 'POST'): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}
