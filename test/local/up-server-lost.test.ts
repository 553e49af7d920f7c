import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { leftovers, processesBelow } from './process-tree.ts';
import { startUp } from './start-up.ts';

test('up says which server ended by itself, stops the other one and ends with 6', async () => {
  const dataDir = testFolder();
  const up = await startUp(dataDir);
  const started = processesBelow(up.process.pid ?? 0);
  const { servers } = JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8'));
  process.kill(servers[0].pid, 'SIGKILL');
  expect(await up.exited).toEqual([6, null]);
  expect(up.errors()).toContain('Temporal ended by itself');
  expect(await leftovers(started)).toEqual([]);
});
