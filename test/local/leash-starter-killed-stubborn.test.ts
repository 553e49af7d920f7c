import { expect, test } from 'vitest';
import { leftovers } from './process-tree.ts';
import { startStarter } from './start-starter.ts';

test('a leashed command that ignores SIGTERM is killed when its starter is gone', async () => {
  const { starter, leashed } = await startStarter("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
  starter.kill('SIGKILL');
  expect(await leftovers([leashed])).toEqual([]);
});
