import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { practice } from './practice.ts';

test('With a path every effect is a JSON line in that file before the answer is there.', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const effectLogPath = join(folder, 'effects.jsonl');
  const { sandbox, post, merge } = await practice({ effectLogPath });
  await post('rev-users.update', { id: 'REVU-1', description: 'x' });
  expect((await readFile(effectLogPath, 'utf8')).split('\n')).toHaveLength(2);
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const lines = (await readFile(effectLogPath, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(sandbox.effects());
});
