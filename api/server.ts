import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';

export interface ApiServer {
  /** E.g. `http://127.0.0.1:8000`. */
  url: string;
  port: number;
  /** Takes no more requests, lets those under way end, and resolves when all is closed; after the grace, breaks them off. */
  close(options?: { graceMs?: number }): Promise<void>;
}

/** How long a client may take, in milliseconds. */
const TIMES = {
  /** For the headers of a request. */
  headersTimeout: 15_000,
  /** For a whole request: the largest upload over a slow line. */
  requestTimeout: 120_000,
  /** Between two requests on one connection. */
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
};
/** Without a byte in either direction, as when a client stops reading a long answer. */
const IDLE_MS = 120_000;

/** Serves the app. Rejects with EADDRINUSE and the like. */
export async function startApiServer(options: { app: OpenAPIHono; host: string; port: number }): Promise<ApiServer> {
  const { app, host } = options;
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: TIMES,
  }) as Server;
  server.setTimeout(IDLE_MS);
  server.listen(options.port, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: async ({ graceMs = 10_000 } = {}) => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
