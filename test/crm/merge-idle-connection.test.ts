import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { aWhile, send } from './merges.ts';
import { crmAt, nextLoopTurn, startRawServer } from './servers.ts';

const GIVEN_UP: [string, (socket: Socket) => void][] = [
  ['closes', (socket) => socket.end()],
  ['resets', (socket) => socket.resetAndDestroy()],
  ['times out by speaking first on', (socket) => socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n')],
  ['says something on', (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')],
];

test.each(GIVEN_UP)('nothing is sent when the server %s the waiting connection', async (_how, giveUp) => {
  const server = await startRawServer();
  const connection = await crmAt(server.origin).openMerge();
  await expect.poll(() => server.sockets).toHaveLength(1);
  server.sockets.map(giveUp);
  await aWhile();
  let asked = 0;
  expect(await send(connection, { mayWrite: () => ++asked > 0 })).toEqual({ kind: 'not-sent', why: 'unreachable' });
  await aWhile();
  expect([asked, server.received]).toEqual([0, ['']]);
});

test.each(GIVEN_UP)(
  'nothing is sent when the server %s the connection in the moment of the send',
  async (_how, giveUp) => {
    const server = await startRawServer();
    const connection = await crmAt(server.origin).openMerge();
    while (server.sockets.length === 0) await nextLoopTurn();
    server.sockets.map(giveUp);
    const outcome = await send(connection);
    await aWhile();
    expect(outcome).toEqual({ kind: 'not-sent', why: 'unreachable' });
    expect(server.received).toEqual(['']);
  },
);

test('a connection closed by us sends nothing', async () => {
  const server = await startRawServer();
  const connection = await crmAt(server.origin).openMerge();
  await connection.close();
  await connection.close();
  expect(await send(connection)).toEqual({ kind: 'not-sent', why: 'unreachable' });
  await aWhile();
  expect(server.received.join('')).toBe('');
});
