import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { identify, isRunning } from '../../local/process/identity.ts';

test('a process is told from another one that later has its number, and from its own remains', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const identity = identify(child.pid ?? 0);
  if (identity === null) throw new Error('The child does not run');
  expect(isRunning(identity)).toBe(true);
  expect(isRunning({ ...identity, started: 'at another time' })).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isRunning(identity)).toBe(false);
});
