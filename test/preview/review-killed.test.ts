import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderWith } from './run-preview.ts';

const SCRIPT = fileURLToPath(new URL('./killed-preview.ts', import.meta.url));

test('A preview that is killed in the middle of its lines for review leaves the file of before, and the next one has all of them, once each', () => {
  const folder = folderWith({ 'review.ndjson': 'of before\n' });
  const review = join(folder, 'review.ndjson');
  const run = (...more: string[]) => spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, review, ...more]);

  expect(run('kill').signal).toBe('SIGKILL');
  const [part = ''] = readdirSync(folder).filter((name) => name.endsWith('.part'));
  expect(statSync(join(folder, part)).size).toBeGreaterThan(0);
  expect(readFileSync(review, 'utf8')).toBe('of before\n');

  expect(run().status).toBe(0);
  const lines = readFileSync(review, 'utf8').trimEnd().split('\n');
  const clusters = lines.map((line) => (JSON.parse(line) as { cluster_id: string }).cluster_id);
  expect([lines.length, new Set(clusters).size]).toEqual([1500, 1500]);
  expect(statSync(review).mode & 0o777).toBe(0o600);
});
