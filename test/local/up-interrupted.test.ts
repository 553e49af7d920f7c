import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { leftovers, processesBelow } from './process-tree.ts';
import { keepFreePorts, startUp } from './start-up.ts';

test('Ctrl-C, which a terminal sends to the whole group, ends up in order', async () => {
  const dataDir = testFolder();
  await keepFreePorts(dataDir);
  const up = await startUp(dataDir);
  const pid = up.process.pid ?? 0;
  const started = processesBelow(pid);
  process.kill(-pid, 'SIGINT');
  process.kill(pid, 'SIGINT');
  expect(await up.exited).toEqual([0, null]);
  expect(up.errors()).toMatch(/^Ending the servers .* stays in .*open runs go on .*\n$/);
  expect(await leftovers(started)).toEqual([]);
  expect(existsSync(join(dataDir, 'stack.json'))).toBe(false);
});
