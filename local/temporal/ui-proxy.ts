import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from '../../config/loopback.ts';
import { NotReachable } from '../../config/not-reachable.ts';

export interface UiProxy {
  url: string;
  close(): Promise<void>;
}

export interface UiProxyOptions {
  /** Where Temporal's pages really are now, e.g. `http://127.0.0.1:40233`. */
  target: () => string;
  port: number;
  /**
   * In a container, whose port is published on this machine only, all addresses.
   *
   * @default 127.0.0.1
   */
  host?: string;
}

/** Of the connection, not of the message: never passed on. */
const OF_CONNECTION = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

/**
 * Temporal's pages answer to any name and believe any page, and may do with every run what a person may. So the address
 * that is shown is this one: it answers to the names of this machine only, and lets its own pages alone change anything.
 */
export async function startUiProxy({ target, port, host = '127.0.0.1' }: UiProxyOptions): Promise<UiProxy> {
  const server = createServer((incoming, answer) => {
    const refusal = refusalOf(incoming);
    if (refusal === null) passOn({ target: target(), incoming, answer });
    else refuse(answer, refusal);
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const code = error.code === 'EADDRINUSE' ? 'port-taken' : 'away';
    throw new NotReachable(`Cannot listen on ${host}:${port} (${error.code})`, { code, cause: error });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Refusal = [status: number, why: string];

function refusalOf({ url = '', method = '', headers }: IncomingMessage): Refusal | null {
  const { host = '', origin } = headers;
  // A request line may hold a whole address, which would name a host of its own.
  if (!url.startsWith('/') || !isLoopback(nameOf(host))) return [421, 'This server does not answer to that host name'];
  const isOurs = origin === `http://${host}`;
  if (isOurs || method === 'GET' || (method === 'HEAD' && origin === undefined)) return null;
  return [403, 'A page of another origin may not change anything here'];
}

/** Without its port. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '');
}

/** Whatever else is sent is not read. */
function refuse(answer: ServerResponse, [status, why]: Refusal): void {
  answer.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${why}\n`);
}

function passOn(options: { target: string; incoming: IncomingMessage; answer: ServerResponse }): void {
  const { target, incoming, answer } = options;
  const { method, headers, url = '/' } = incoming;
  const { hostname, port } = new URL(target);
  const onward = request({ hostname, port, method, path: url, headers: passed(headers) }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, passed(reply.headers));
    reply.pipe(answer);
    reply.on('error', () => answer.destroy());
  });
  onward.on('error', () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end('Temporal does not answer\n');
  });
  answer.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

function passed<Headers extends IncomingMessage['headers']>(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name))) as Headers;
}
