import type { ApiSettings } from '../config/api-settings.ts';
import type { CrmSettings } from '../config/crm-settings.ts';
import { NotReachable } from '../config/not-reachable.ts';
import { postgresRefused } from '../control/postgres-refused.ts';
import { terminalLogger } from '../log/logger.ts';
import { openCustomerStore } from '../store/customers/customer-store.ts';
import { migrateDatabase, requireSchema } from '../store/migrate.ts';
import { SCHEMA_VERSION } from '../store/schema-version.ts';
import { createApi } from './app.ts';
import { beforeStart } from './customers/before-start.ts';
import { type DeskOptions, openDesk } from './desk.ts';
import { openHooks } from './hooks/open-hooks.ts';
import { startApiServer } from './server.ts';
import { publishServer } from './server-file.ts';

export interface CustomersApi {
  url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  databaseUrl: string;
  settings: ApiSettings;
  logLevel: string;
  /** Whose CRMs may tell something by themselves. @default nobody's */
  crms?: Record<string, CrmSettings>;
  /**
   * Whether a schema of an older version may be changed: where we have just started the database ourselves, and for those whose part it is.
   *
   * @default false
   */
  mayMigrate?: boolean;
  /** What people who see to runs need; absent, there are customers alone. */
  desk?: DeskOptions | undefined;
}

/** Serves the customers API from this process. Throws NotReachable when the database or the port cannot be had, and OtherSchema. */
export async function serveCustomers(options: ServeOptions): Promise<CustomersApi> {
  const { databaseUrl, settings, logLevel, mayMigrate = false } = options;
  await (mayMigrate ? migrateDatabase : requireSchema)(databaseUrl).catch((error) => {
    throw postgresRefused(error, databaseUrl);
  });
  const store = openCustomerStore({
    url: databaseUrl,
    phoneCountry: settings.phoneCountry,
    silentMs: settings.bounds.deadlineMs,
  });
  const told = openHooks({ databaseUrl, crms: options.crms ?? {}, allowedHosts: settings.hookHosts });
  const log = terminalLogger({
    level: logLevel,
    secrets: settings.token ? [settings.token.reveal()] : [],
    schema: SCHEMA_VERSION,
  });
  const { host, port, sources } = settings;
  await beforeStart({ store, sources, log });
  const desk = options.desk === undefined ? undefined : openDesk({ ...options.desk, databaseUrl, settings });
  const close = async (): Promise<void> => {
    await desk?.close();
    await told?.close();
    await store.close();
  };
  const server = await startApiServer({
    app: createApi({ store, settings, log, desk, ...(told && { hooks: told.hooks }) }),
    host,
    port,
  }).catch(async (error) => {
    await close();
    throw new NotReachable(`Cannot listen on ${host}:${port} (${error.code}): set API_HOST or API_PORT`, {
      code: error.code === 'EADDRINUSE' ? 'port-taken' : 'away',
      cause: error,
    });
  });
  const takeBack = desk === undefined ? () => {} : publishServer(desk.config.dataDir, server.url);
  return {
    url: server.url,
    close: async () => {
      takeBack();
      await server.close();
      await close();
    },
  };
}

/** The same beside servers of its own: on any free port where its own is taken, and quiet. */
export async function serveCustomersBeside(options: Omit<ServeOptions, 'logLevel'>): Promise<CustomersApi> {
  const { settings } = options;
  const serve = async (port: number): Promise<CustomersApi> =>
    await serveCustomers({ ...options, settings: { ...settings, port }, logLevel: 'warn' });
  return await serve(settings.port).catch((error) => {
    if (!isPortTaken(error)) throw error;
    return serve(0);
  });
}

function isPortTaken(error: unknown): boolean {
  return error instanceof NotReachable && error.code === 'port-taken';
}
