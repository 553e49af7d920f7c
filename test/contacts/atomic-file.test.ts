import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AtomicFile } from '../../contacts/preview/atomic-file.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'atomic-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('A published file holds what was written and is for its owner only', () => {
  const path = join(folder(), 'plan.json');
  const file = new AtomicFile(path);
  const text = 'Zoë 😀 '.repeat(200_000);
  file.write(text);
  file.write('end');
  file.save();
  file.publish();
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe(`${text}end`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('Until it is published the old file stays, and a discarded one leaves nothing', () => {
  const path = join(folder(), 'plan.json');
  writeFileSync(path, 'old');
  const file = new AtomicFile(path);
  file.write('new');
  file.save();
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(join(path, '..'))).toEqual(['plan.json']);
});
