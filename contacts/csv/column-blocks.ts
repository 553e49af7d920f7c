import { InputError } from '../input-error.ts';
import { csvBlocks } from './blocks.ts';
import { inputFault } from './faults.ts';
import { PLAIN } from './format/csv-format.ts';
import { decoded } from './format/decoded.ts';
import { recognized } from './format/recognize.ts';
import { foldedName, headerProblem } from './header.ts';
import { nearestName } from './nearest-name.ts';
import { eachRecord } from './records.ts';
import { unguarded } from './safe-cell.ts';
import type { CsvSource } from './source.ts';

/** The cells of one column, a block of the file at a time. Throws InputError where there is no such column, or no CSV. */
export async function* columnBlocks(given: CsvSource, column: string): AsyncGenerator<string[], void, undefined> {
  const source = await recognized(given, [{ needed: [column], columns: [column] }]);
  const { separator, linesBefore } = source.format ?? PLAIN;
  let line = linesBefore + 1;
  let place: number | null = null;
  try {
    for await (const block of csvBlocks(decoded(source), source.name)) {
      const cells: string[] = [];
      const onRecord = (record: string[], at: number): void => {
        if (place === null) place = placeOf({ header: record, column, file: source.name, line: at });
        else cells.push(unguarded(record[place] ?? '').trim());
      };
      line = eachRecord(block, { line, separator, onRecord });
      if (cells.length > 0) yield cells;
    }
  } catch (error) {
    throw await inputFault(error, source);
  }
  if (place === null)
    throw new InputError({ file: source.name, problem: 'is empty, expected a CSV with a header line' });
}

function placeOf({
  header,
  column,
  file,
  line,
}: {
  header: string[];
  column: string;
  file: string;
  line: number;
}): number {
  const place = header.findIndex((name) => foldedName(name) === foldedName(column));
  if (place >= 0) return place;
  const nearest = nearestName(column, header);
  const hint = nearest === null ? '' : `; the nearest is '${nearest.trim()}'`;
  throw new InputError({ file, line, problem: headerProblem('does not fit', [`no column '${column}'${hint}`]) });
}
