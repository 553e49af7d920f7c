import { expect, test } from 'vitest';
import { aWhile, send } from './merges.ts';
import { crmAt, startRawServer } from './servers.ts';

test('a guard that says no keeps every byte from being sent', async () => {
  const server = await startRawServer();
  const connection = await crmAt(server.origin).openMerge();
  expect(await send(connection, { mayWrite: () => false })).toEqual({ kind: 'not-sent', why: 'guard' });
  await aWhile();
  expect(server.received).toEqual(['']);
});

test('a guard that throws counts as no', async () => {
  const server = await startRawServer();
  const connection = await crmAt(server.origin).openMerge();
  const mayWrite = (): boolean => {
    throw new Error('broken guard');
  };
  expect(await send(connection, { mayWrite })).toEqual({ kind: 'not-sent', why: 'guard' });
  await aWhile();
  expect(server.received).toEqual(['']);
});

test('the guard is asked once, after the connection is open and before the first byte', async () => {
  const server = await startRawServer((socket, text) => {
    if (text.endsWith('}')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
  });
  const connection = await crmAt(server.origin).openMerge();
  const seen: string[][] = [];
  const mayWrite = (): boolean => seen.push([...server.received]) > 0;
  expect(await send(connection, { mayWrite })).toEqual({ kind: 'answered', status: 200 });
  expect(seen).toEqual([['']]);
});

test('a process that slept past the time-out before the write sends nothing', async () => {
  const server = await startRawServer();
  const connection = await crmAt(server.origin).openMerge();
  let asked = 0;
  const outcome = send(connection, { timeoutMs: 20, mayWrite: () => ++asked > 0 });
  sleepWithTheWholeProcess(100);
  expect(await outcome).toEqual({ kind: 'not-sent', why: 'guard' });
  await aWhile();
  expect([asked, server.received]).toEqual([0, ['']]);
});

function sleepWithTheWholeProcess(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
