import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLES } from '../../samples/sample.ts';
import { testFolder } from '../support/folder.ts';
import { type Ended, runScript } from './run-script.ts';

function sampleOf(folder: string, { csv, output }: { csv: string; output: string }, ...more: string[]): Promise<Ended> {
  return runScript({ env: {}, folder }, ['create-test-sample', '--input', csv, '--output', output, ...more]);
}

test.each(Object.entries(SAMPLES))(
  'create-test-sample of %s writes three clusters of three kinds for its owner alone, and says what it took and what did not fit',
  async (profile, { csv }) => {
    const folder = testFolder();
    const output = join(folder, `${profile}.csv`);
    const { code, out } = await sampleOf(folder, { csv, output }, '--size', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/^3 clusters, \d+ rows, in /);
    expect(out.match(/: 1 of \d+$/gm)).toHaveLength(3);
    expect(out).toContain('Kinds that did not fit: ');
    expect(statSync(output).mode & 0o077).toBe(0);
    const rows = new Set(readFileSync(csv, 'utf8').split('\n'));
    const taken = readFileSync(output, 'utf8').split('\n');
    expect(taken.filter((row) => !rows.has(row))).toEqual([]);
  },
);

test('A size or a seed that is none, and a file over its own source, are refused with 2; a CSV that is none with 3; nothing is written', async () => {
  const folder = testFolder();
  const csv = SAMPLES['revu-user']?.csv ?? '';
  const output = join(folder, 'none.csv');
  const other = join(folder, 'other.csv');
  writeFileSync(other, 'name,color\nAda,red\n');
  const ended = await Promise.all([
    sampleOf(folder, { csv, output }, '--size', '0'),
    sampleOf(folder, { csv, output }, '--seed', '1.5'),
    sampleOf(folder, { csv, output: csv }),
    sampleOf(folder, { csv: other, output }),
  ]);
  expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 3]);
  expect(ended.map(({ out }) => out).join('')).toBe('');
  expect(existsSync(output)).toBe(false);
});
