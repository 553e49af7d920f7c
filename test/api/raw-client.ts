import { connect, type Socket } from 'node:net';

export interface RawClient {
  socket: Socket;
  /** All that it got, once the connection is closed, however it was. */
  got: Promise<string>;
  /** Resolves when a text has left this process. */
  write(text: string): Promise<void>;
}

/** A client that sends and reads when the test says, as no `fetch` would. */
export function rawClient(url: string): RawClient {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
  let got = '';
  socket.on('data', (chunk) => (got += chunk));
  return {
    socket,
    got: new Promise((resolve) => socket.on('close', () => resolve(got))),
    write: (text) => new Promise((resolve) => socket.write(text, () => resolve())),
  };
}

/** The headers of an upload of so many bytes. */
export function uploadHead(bytes: number, type = 'text/csv', query = ''): string {
  return [
    `POST /api/v1/customers/upload${query} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    `Content-Type: ${type}`,
    `Content-Length: ${bytes}`,
    '\r\n',
  ].join('\r\n');
}
