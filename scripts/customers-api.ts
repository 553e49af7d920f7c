import { createApi } from '../api/app.ts';
import { beforeStart } from '../api/before-start.ts';
import { startApiServer } from '../api/server.ts';
import type { ApiSettings } from '../config/api-settings.ts';
import { freePort } from '../local/free-port.ts';
import { NotReachable } from '../local/not-reachable.ts';
import { terminalLogger } from '../log/logger.ts';
import { openCustomerStore } from '../store/customer-store.ts';
import { migrateDatabase } from '../store/database.ts';
import { postgresRefused } from './postgres-refused.ts';

export interface CustomersApi {
  url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  databaseUrl: string;
  settings: ApiSettings;
  logLevel: string;
}

/** Serves the customers API from this process. Throws NotReachable when the database or the port cannot be had. */
export async function serveCustomers({ databaseUrl, settings, logLevel }: ServeOptions): Promise<CustomersApi> {
  await migrateDatabase(databaseUrl).catch((error) => {
    throw postgresRefused(error, databaseUrl);
  });
  const store = openCustomerStore({ url: databaseUrl, phoneCountry: settings.phoneCountry });
  const log = terminalLogger({ level: logLevel, secrets: settings.token ? [settings.token.reveal()] : [] });
  const { host, port, sources } = settings;
  await beforeStart({ store, sources, log });
  const server = await startApiServer({ app: createApi({ store, settings, log }), host, port }).catch(async (error) => {
    await store.close();
    throw new NotReachable(`Cannot listen on ${host}:${port} (${error.code}): set API_HOST or API_PORT`, {
      cause: error,
    });
  });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await store.close();
    },
  };
}

/** The same beside servers of its own: on any free port where its own is taken, and quiet. */
export async function serveCustomersBeside(options: Omit<ServeOptions, 'logLevel'>): Promise<CustomersApi> {
  const { settings } = options;
  const serve = async (port: number): Promise<CustomersApi> =>
    await serveCustomers({ ...options, settings: { ...settings, port }, logLevel: 'warn' });
  const port = settings.port === 0 ? 0 : await freePort(settings.port);
  // Somebody else may take it between the look and the start.
  return await serve(port).catch((error) => {
    if (!(error instanceof NotReachable) || !String(error).includes('EADDRINUSE')) throw error;
    return serve(0);
  });
}
