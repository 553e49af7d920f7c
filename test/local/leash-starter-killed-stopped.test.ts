import { expect, test } from 'vitest';
import { leftovers } from './process-tree.ts';
import { startStarter } from './start-starter.ts';

test('a leashed command that is stopped ends too when its starter is gone', async () => {
  const { starter, leashed } = await startStarter('setInterval(() => {}, 1000)');
  process.kill(leashed.pid, 'SIGSTOP');
  starter.kill('SIGKILL');
  expect(await leftovers([leashed])).toEqual([]);
});
