import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NO_MAP, readColumnMap } from '../../matching/host/read-map.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-map-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string): ReturnType<typeof readColumnMap> {
  const path = join(folder, 'map.yaml');
  writeFileSync(path, text);
  return await readColumnMap(path);
}

test.each([
  ['', /map.yaml: is empty; write columns with one of id, .*lists under never/],
  ['# nothing yet\n', /map.yaml: is empty; write columns/],
  ['never: account\n', /never: is no list: write it as \[account\]; expected columns with one of id/],
  ['columns:\n  Mail: email\nsame: account\n', /same: is no list/],
  ['same: [account]\n', /same → 0: is no list/],
  ['same: [[]]\n', /same → 0: is an empty list of columns/],
  ['columns:\n', /columns: is no columns by name, each with one word/],
  ['- Mail\n', /the file: is no columns by name/],
  ['Mail:\n', /Mail: no kind of column/],
  ['Mail: post\n', /Mail: no kind of column; expected columns with one of id, first_name/],
  ['columns: {}\nnevr: [account]\n', /the file: has no part nevr/],
  ['keep:\n  note: shortest\n', /keep → note: no rule of what is kept; .*longest/],
])('The map %j is refused in words that say where and what to do', async (text, said) => {
  const error = await read(text).then(
    () => null,
    (reason: Error) => reason,
  );
  expect(error?.message).toMatch(said);
  expect(error?.message).not.toMatch(/Invalid/);
});

test('Columns whose headers are words of a map are columns there', async () => {
  expect(await read('never: consent\nMail: email\n')).toEqual({
    ...NO_MAP,
    columns: { never: 'consent', Mail: 'email' },
  });
});
