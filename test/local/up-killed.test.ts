import { expect, test } from 'vitest';
import { findStack } from '../../local/stack/stack-file.ts';
import { testFolder } from '../support/folder.ts';
import { leftovers, processesBelow } from './process-tree.ts';
import { startUp } from './start-up.ts';

test('up killed by SIGKILL leaves no process, and up again works at once', async () => {
  const dataDir = testFolder();
  const first = await startUp(dataDir, '--json');
  const started = processesBelow(first.process.pid ?? 0);
  expect(started.length).toBeGreaterThan(4);
  first.process.kill('SIGKILL');
  await first.exited;
  expect(findStack(dataDir)).toBe(null);

  const second = await startUp(dataDir, '--json');
  expect(JSON.parse(second.line)).toMatchObject({ dataDir, namespace: 'contact-dedupe' });
  expect(await leftovers(started)).toEqual([]);
  second.process.kill('SIGTERM');
  expect(await second.exited).toEqual([0, null]);
});
