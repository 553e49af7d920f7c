import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { csvFile, csvInMemory } from '../../contacts/csv/source.ts';
import { readDecisions, writeDecisions } from '../../matching/host/decisions-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'decisions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HASH = '0123456789abcdef0123456789abcdef';
const read = (text: string) => readDecisions(csvInMemory('decisions.csv', text));

test('What is written is read again, with ids that a spreadsheet would take for formulas, for its owner only', async () => {
  const path = join(folder, 'decisions.csv');
  const decisions = await read(`a,b,word,hash_a,hash_b\n'=1+1,"b,2",merge,${HASH},\n-3,x,,,\n`);
  expect(decisions.map(({ a, b, word }) => [a, b, word])).toEqual([
    ['=1+1', 'b,2', 'merge'],
    ['-3', 'x', null],
  ]);
  writeDecisions(path, decisions);
  expect(await readDecisions(csvFile(path))).toEqual(decisions);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toContain("'=1+1");
});

test('Hashes may be left out', async () => {
  expect(await read('a,b,word\n1,2,never\n')).toMatchObject([{ a: '1', b: '2', word: 'never', hashA: '' }]);
});

test.each([
  ['contact_a,contact_b\n1,2\n', /line 1: the header does not fit, expected a,b,word,hash_a,hash_b/],
  ['a,b,word\n1,2,same\n', /line 2: the word is 'same', expected merge, never, unsure/],
  ['a,b,word\n1,1,merge\n', /line 2: both ids are '1'/],
  ['a,b,word\n1,,merge\n', /line 2: an id is empty/],
  ['a,b,word\n1,2\n', /line 2: has 2 cells, expected 3/],
  ['a,b,word,hash_a,hash_b\n1,2,merge,12,\n', /line 2: a hash is '12', expected 32 hex digits/],
])('%j is refused with its line', async (text, said) => {
  await expect(read(text)).rejects.toThrow(said);
});
