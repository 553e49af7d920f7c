import { readFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { recognized } from '../../contacts/csv/format/recognize.ts';
import { safeCell } from '../../contacts/csv/safe-cell.ts';
import { csvFile } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { COLUMNS, readNeverMerge } from '../../contacts/planning/never-merge.ts';
import { writeDurably } from '../../store/backups/durable-file.ts';

/** Any text: which ids are right is for the preview of a profile to say. */
const ANY_ID = { contactId: (text: string) => (text === '' ? null : text), exampleId: 'REVU-1' };

/**
 * Writes two contacts into a file for `--never-merge`, which is made where it is not there: the whole new file, or the old one. False where
 * they are in it already. Throws InputError for a file that is none, or has no column for a reason.
 */
export async function appendPair(
  path: string,
  { a, b, reason }: { a: string; b: string; reason: string },
): Promise<boolean> {
  const before = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new InputError({ file: path, problem: `cannot be read (${error.code})` });
  });
  if (before === null) {
    await writeDurably(path, Buffer.from(`contact_a,contact_b,reason\n${line([a, b, reason], ',')}`));
    return true;
  }
  const source = await recognized(csvFile(path), [{ needed: COLUMNS, columns: [...COLUMNS, 'reason'] }]);
  const pairs = await readNeverMerge(source, ANY_ID);
  if ((pairs.get(a) ?? []).some((pair) => pair.a === b || pair.b === b)) return false;
  const { encoding = 'utf-8', separator = ',', linesBefore = 0 } = source.format ?? {};
  if (encoding !== 'utf-8')
    throw new InputError({ file: source.name, problem: `is ${encoding}: save it as UTF-8 first` });
  const header = before.toString('utf8').split(/\r\n|\n|\r/)[linesBefore] ?? '';
  if (!header.includes('reason')) {
    throw new InputError({ file: source.name, problem: "has no column 'reason', where the words belong: add it" });
  }
  const end = before.at(-1) === 0x0a ? '' : '\n';
  await writeDurably(path, Buffer.concat([before, Buffer.from(`${end}${line([a, b, reason], separator)}`)]));
  return true;
}

function line(cells: string[], delimiter: string): string {
  return stringify([cells.map(safeCell)], { delimiter });
}
