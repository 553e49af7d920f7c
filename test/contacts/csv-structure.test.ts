import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv } from '../../contacts/csv/read-csv.ts';
import { csvFile, csvInMemory } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';

async function failure(content: string | Uint8Array): Promise<unknown> {
  return readCsv({ source: csvInMemory('contacts.csv', content), onHeader() {}, onRow() {} }).then(
    () => 'read',
    (error: unknown) => error,
  );
}

const CLOSE = 'close it, and write a quote inside a cell twice';

test.each<[string, string, string]>([
  ['left open at the end', 'a,b\n1,"2\n3,4\n', `line 2, column 3: a quote opens here and is not closed; ${CLOSE}`],
  ['left open in the first cell', 'a,b\n"1,2\n', `line 2, column 1: a quote opens here and is not closed; ${CLOSE}`],
  [
    'left open before another',
    'a,b\nZoë,"2\n3,"4"\n',
    `line 2, column 5: a quote opens here, and text follows where it closes; ${CLOSE}`,
  ],
  [
    'inside a cell',
    'a,b\n1,2"3"\n',
    'line 2, column 3: the cell that starts here has a quote inside; put the whole cell in quotes, and write a quote inside it twice',
  ],
  ['behind a byte order mark', '\uFEFFa,b\n1,"2\n', `line 2, column 3: a quote opens here and is not closed; ${CLOSE}`],
])('A quote %s is refused with line and column', async (_, content, message) => {
  expect(await failure(content)).toBeInstanceOf(InputError);
  expect(String(await failure(content))).toBe(`InputError: contacts.csv ${message}`);
});

test('An open quote in a large file is found without reading it to its end', async () => {
  const rows = '"x",y\n'.repeat(2_000_000);
  expect(String(await failure(`a,b\n1,"2\n${rows}`))).toContain('contacts.csv line 2, column 3: a quote opens here');
});

test.each<[string, Buffer, string]>([
  ['Latin-1', Buffer.from('a,b\nZo\xeb,1\n', 'latin1'), 'line 2, column 3: is not valid UTF-8'],
  ['a cut character', Buffer.from('a,b\n1,Zo\xc3', 'latin1'), 'line 2, column 5: is not valid UTF-8'],
  [
    'a genuine replacement character before',
    Buffer.concat([Buffer.from('a,\uFFFD\n\uFFFD'), Buffer.of(0xff)]),
    'line 2, column 2: is not',
  ],
  ['UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'line 1, column 1: is UTF-16'],
  ['an Excel workbook', Buffer.from('PK\x03\x04\xff\xfe', 'latin1'), 'column 5: is an Excel workbook, not a CSV'],
])('Bytes that are no UTF-8 are refused with line and column: %s', async (_, content, message) => {
  expect(await failure(content)).toBeInstanceOf(InputError);
  expect(String(await failure(content))).toContain(message);
});

test.each([
  ['', 'nothing'],
  ['\n\r\n', 'empty lines'],
  ['\uFEFF', 'a byte order mark'],
])('A file with nothing but %j is refused as empty', async (content) => {
  expect(String(await failure(content))).toBe('InputError: contacts.csv: is empty, expected a CSV with a header line');
});

test('A missing file and a folder are refused with their path', async () => {
  const read = (path: string) => readCsv({ source: csvFile(path), onHeader() {}, onRow() {} });
  const missing = join(tmpdir(), 'no-such-folder', 'contacts.csv');
  await expect(read(missing)).rejects.toThrow(`contacts.csv: file not found (${missing})`);
  await expect(read(tmpdir())).rejects.toThrow('is a folder, expected a file');
});

test('A row of many megabytes is refused', async () => {
  expect(String(await failure(`a,b\n${'x'.repeat(5_000_000)}`))).toContain('has a row of more than 4 MiB');
});
