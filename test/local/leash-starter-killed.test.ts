import { expect, test } from 'vitest';
import { leftovers } from './process-tree.ts';
import { startStarter } from './start-starter.ts';

test('a leashed command ends when its starter is killed by SIGKILL', async () => {
  const { starter, leashed } = await startStarter('setInterval(() => {}, 1000)');
  starter.kill('SIGKILL');
  expect(await leftovers([leashed])).toEqual([]);
});
