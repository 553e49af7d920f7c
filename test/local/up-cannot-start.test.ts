import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { keepFreePorts, startUp } from './start-up.ts';

test('up ends with 6 and the last words of the log when a server cannot start', async () => {
  const dataDir = testFolder();
  await keepFreePorts(dataDir);
  mkdirSync(join(dataDir, 'temporal'));
  writeFileSync(join(dataDir, 'temporal', 'temporal.db'), 'this is no database'.repeat(1000));
  const up = await startUp(dataDir);
  expect(await up.exited).toEqual([6, null]);
  expect(up.errors()).toMatch(/^Temporal ended while starting:/);
});
