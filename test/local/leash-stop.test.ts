import { expect, test } from 'vitest';
import { startLeashed } from '../../local/process/leash.ts';

const STUBBORN = ['-e', "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)"];

test('stop asks first, and kills a command that does not listen once the grace is over', async () => {
  const { promise: ready, resolve } = withResolvers();
  const leash = await startLeashed({ name: 'stubborn', command: process.execPath, args: STUBBORN, onLine: resolve });
  expect(await ready).toBe('ready');
  expect(await leash.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
});

function withResolvers(): { promise: Promise<string>; resolve: (line: string) => void } {
  let resolve: (line: string) => void = () => undefined;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
