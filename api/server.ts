import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
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
  /** Between two requests on one connection. */
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
  /** Without a byte in either direction, as when a client stops reading its answer; not while we work at it. */
  idleTimeout: 120_000,
  /** Until the rest of a request that has been answered is there. */
  restTimeout: 1_000,
};

export interface ServerOptions {
  app: OpenAPIHono;
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Other times than ours. */
  times?: Partial<typeof TIMES>;
}

/** Serves the app. Rejects with EADDRINUSE and the like. */
export async function startApiServer({ app, host, port: wanted, times }: ServerOptions): Promise<ApiServer> {
  const { idleTimeout, restTimeout, ...serverOptions } = { ...TIMES, ...times };
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    // A body may take as long as it moves: see `paced`.
    serverOptions: { ...serverOptions, requestTimeout: 0 },
  }) as Server;
  hangUpOnIdle(server, idleTimeout);
  hangUpOnTalkers(server, restTimeout);
  const dropUnused = watchConnections(server);
  server.listen(wanted, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: async ({ graceMs = 10_000 } = {}) => {
      const closed = once(server, 'close');
      server.close();
      dropUnused();
      const over = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(over);
    },
  };
}

/** Hangs up on who neither sends nor reads. Who has sent a whole request and has nothing to read yet waits for us. */
function hangUpOnIdle(server: Server, ms: number): void {
  const answers = new WeakMap<Socket, ServerResponse>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => answers.set(socket, response));
  server.setTimeout(ms);
  server.on('timeout', (socket: Socket) => {
    const response = answers.get(socket);
    if (response?.req.complete && !response.headersSent) socket.setTimeout(ms);
    else socket.destroy();
  });
}

/** Hangs up on who goes on sending when all is said: a body that nobody reads has no pace. */
function hangUpOnTalkers(server: Server, ms: number): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      if (request.complete) return;
      const over = setTimeout(() => request.socket.destroySoon(), ms);
      request.once('close', () => clearTimeout(over));
    });
  });
}

/**
 * Watches the connections. What it returns ends those without a request, now and as soon as their request is answered: Node's own
 * `closeIdleConnections` waits for clients that connected ahead and have asked for nothing yet.
 */
function watchConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  /** Those who listen to events, which have no end of their own. */
  const listening = new Set<Socket>();
  let isDropping = false;
  const rest = (socket: Socket): void => {
    if (isDropping) socket.destroySoon();
    else if (!socket.destroyed) unused.add(socket);
  };
  server.on('connection', (socket: Socket) => {
    rest(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket, headers }: IncomingMessage, response: ServerResponse) => {
    unused.delete(socket);
    if (headers.accept === 'text/event-stream') listening.add(socket);
    response.once('close', () => {
      listening.delete(socket);
      rest(socket);
    });
  });
  return () => {
    isDropping = true;
    for (const socket of [...unused, ...listening]) socket.destroySoon();
  };
}
