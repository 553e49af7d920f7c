import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startUp } from './start-up.ts';

test('up explains itself with --help and refuses an option that it does not know with 2', async () => {
  const dataDir = testFolder();
  const help = await startUp(dataDir, '--help');
  expect(await help.exited).toEqual([0, null]);
  expect(help.line).toContain('npm run up');
  const wrong = await startUp(dataDir, '--port', '1');
  expect(await wrong.exited).toEqual([2, null]);
  expect(wrong.errors()).toContain("Unknown option '--port'");
});
