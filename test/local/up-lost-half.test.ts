import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startUp } from './start-up.ts';

test('up says which half of the stack is gone, and one command for each; a new folder is no loss', async () => {
  const dataDir = testFolder();
  expect((await upOnce(dataDir)).errors).not.toMatch(/gone/);
  rmSync(join(dataDir, 'temporal'), { recursive: true });
  const { errors, pgData } = await upOnce(dataDir);
  expect(errors).toMatch(/Temporal's data is gone.*npm run start$/m);
  rmSync(pgData, { recursive: true });
  expect((await upOnce(dataDir)).errors).toMatch(/The database is gone.*npm run store -- restore FILE$/m);
});

async function upOnce(dataDir: string): Promise<{ errors: string; pgData: string }> {
  const up = await startUp(dataDir, '--no-ui', '--json');
  const { pgData } = JSON.parse(up.line) as { pgData: string };
  up.process.kill('SIGTERM');
  await up.exited;
  return { errors: up.errors(), pgData };
}
