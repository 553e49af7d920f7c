import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { aWhile, isWholeRequest, mergeAt, mergeInVain, mergesSeen, send } from './merges.ts';
import { crmAt, type RawServer, startRawServer } from './servers.ts';

const ANSWERED = { kind: 'answered', status: 200 };

function serverThat(react: (socket: Socket) => void): Promise<RawServer> {
  return startRawServer((socket, text) => {
    if (isWholeRequest(text)) react(socket);
  });
}

async function expectOneMerge(server: RawServer): Promise<void> {
  await aWhile();
  expect([mergesSeen(server), server.sockets.length]).toEqual([1, 1]);
}

test('no answer within the time-out is unknown', async () => {
  const server = await serverThat(() => {});
  expect(await mergeInVain(crmAt(server.origin), 100)).toEqual({ kind: 'unknown', cause: 'timeout' });
  await aWhile();
  expect(mergesSeen(server)).toBe(1);
});

test.each<[string, (socket: Socket) => void]>([
  ['reset after the request', (socket) => socket.resetAndDestroy()],
  ['closed after the request', (socket) => socket.end()],
  ['cut in the status line', (socket) => socket.end('HTTP/1.1 20')],
  ['cut in the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
  ['answered with something that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
])('a connection that is %s is unknown, and nothing is sent again', async (_how, react) => {
  const server = await serverThat(react);
  expect(await mergeAt(server.origin)).toEqual({ kind: 'unknown', cause: 'connection' });
  await expectOneMerge(server);
});

test.each<[string, (socket: Socket) => void]>([
  ['cut off', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{')],
  ['reset', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{', () => socket.resetAndDestroy())],
  ['never ended', (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n')],
  [
    'endless',
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n${' '.repeat(200_000)}`),
  ],
])('an answer whose body is %s is an answer all the same', async (_how, react) => {
  const server = await serverThat(react);
  expect(await mergeAt(server.origin, { timeoutMs: 2_500 })).toEqual(ANSWERED);
  await expectOneMerge(server);
});

test('a connection that dies while the guard says yes is unknown, not unsent', async () => {
  const server = await startRawServer();
  const connection = await crmAt(server.origin).openMerge();
  await expect.poll(() => server.sockets).toHaveLength(1);
  const mayWrite = (): boolean => server.sockets.map((socket) => socket.resetAndDestroy()).length > 0;
  expect(await send(connection, { mayWrite })).toEqual({ kind: 'unknown', cause: 'connection' });
  await aWhile();
  expect(server.sockets).toHaveLength(1);
});

test('a connection that we close after the request is unknown', async () => {
  const server = await serverThat(() => void connection.close());
  const connection = await crmAt(server.origin).openMerge();
  expect(await send(connection)).toEqual({ kind: 'unknown', cause: 'connection' });
  await expectOneMerge(server);
});
