import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('On a real terminal a verb keeps its lines within the width, and in a pipe it leaves them as they are', () => {
  const env = { PATH: process.env.PATH, HOME: homedir() };
  const script = `${ROOT}scripts/status.ts`;
  const args = [`${ROOT}test/scripts/in-terminal.py`, '24', '60', script, '--help'];
  const lines = spawnSync('python3', args, { env, encoding: 'utf8' }).stdout.split('\r\n');
  const piped = spawnSync(script, ['--help'], { env, encoding: 'utf8' }).stdout;
  expect(lines.filter((line) => line.length > 60 && !line.includes('scripts/status.ts'))).toEqual([]);
  expect(piped.split('\n').some((line) => line.length > 100)).toBe(true);
  const words = (text: string): string[] => text.split(/\s+/);
  expect(words(lines.join('\n'))).toEqual(words(piped));
});
