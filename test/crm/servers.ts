import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createNetServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type CallBudget, unlimitedBudget } from '../../crm/budget.ts';
import type { Crm } from '../../crm/crm.ts';
import { createDevrevCrm } from '../../crm/devrev/devrev.ts';
import type { DevrevOptions } from '../../crm/devrev/settings.ts';

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface TestServer {
  origin: string;
  /** Every request whose body arrived, in order. */
  requests: Received[];
  connections(): number;
  stop(): Promise<void>;
}

/** An HTTP server on loopback that answers as told; it ends with the test. */
export async function startServer(
  respond: (request: Received, response: ServerResponse, incoming: IncomingMessage) => void,
): Promise<TestServer> {
  const requests: Received[] = [];
  let connections = 0;
  const listener: RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const received = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(received);
      respond(received, response, incoming);
    });
  };
  const server = createServer(listener).on('connection', () => connections++);
  const origin = await listen(server);
  const stop = once(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  onTestFinished(stop);
  return { origin, requests, connections: () => connections, stop };
}

export interface RawServer {
  origin: string;
  /** Everything that arrived, one entry per connection. */
  received: string[];
  sockets: Socket[];
  /** Resolves when the text over all connections satisfies `test`. */
  until(test: (text: string) => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A TCP server on loopback that counts bytes; `onData` gets the text of the connection so far. */
export async function startRawServer(
  onData: (socket: Socket, text: string) => void = () => {},
  onConnection: (socket: Socket) => void = () => {},
): Promise<RawServer> {
  const received: string[] = [];
  const sockets: Socket[] = [];
  const server = createNetServer((socket) => {
    const index = received.push('') - 1;
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1');
      onData(socket, received[index] ?? '');
    });
    onConnection(socket);
  });
  const origin = await listen(server as Server);
  const stop = once(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  onTestFinished(stop);
  const until = async (test: (text: string) => boolean): Promise<void> => {
    while (!test(received.join(''))) await nextLoopTurn();
  };
  return { origin, received, sockets, until, stop };
}

/** A CRM against a test server; it is closed with the test. */
export function crmAt(baseUrl: string, options: Partial<DevrevOptions> = {}): Crm {
  const crm = createDevrevCrm({ baseUrl, token: 'secret-token', budget: unlimitedBudget(), ...options });
  onTestFinished(() => crm.close());
  return crm;
}

/** A budget that writes down what it was asked. */
export function recordingBudget(): CallBudget & { log: string[] } {
  const log: string[] = [];
  return {
    log,
    acquire: async (options) => {
      log.push(`acquire ${options?.reservation ?? '-'}`);
      return async () => {};
    },
    backOff: async (ms) => void log.push(`backOff ${ms}`),
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function nextLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= close();
    return closing;
  };
}
