import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startUp } from './start-up.ts';

test('a second up on the same folder says where the first one is and ends with 2', async () => {
  const dataDir = testFolder();
  const first = await startUp(dataDir, '--json');
  const { temporalAddress } = JSON.parse(first.line);
  const second = await startUp(dataDir);
  expect(await second.exited).toEqual([2, null]);
  expect(second.errors()).toContain(`A local stack is already up for '${dataDir}'`);
  expect(second.errors()).toContain(temporalAddress);
  first.process.kill('SIGTERM');
  expect(await first.exited).toEqual([0, null]);
});
