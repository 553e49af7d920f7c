import { createHash } from 'node:crypto';
import { InputError } from '../input-error.ts';
import { csvBlocks } from './blocks.ts';
import { inputFault } from './faults.ts';
import { PLAIN } from './format/csv-format.ts';
import { decoded } from './format/decoded.ts';
import { eachRecord } from './records.ts';
import type { CsvSource } from './source.ts';

export interface ReadCsvOptions {
  source: CsvSource;
  onHeader: (cells: string[], line: number) => void;
  /** `line` is the physical line where the row starts. Empty lines are passed over. */
  onRow: (cells: string[], line: number) => void;
}

/** The first row that is not empty, and nothing after its block. Throws InputError as `readCsv` does. */
export async function readHeader(source: CsvSource): Promise<string[]> {
  let header: string[] | null = null;
  const onRecord = (cells: string[]): void => {
    header ??= cells;
  };
  const { separator } = source.format ?? PLAIN;
  try {
    for await (const block of csvBlocks(decoded(source), source.name)) {
      eachRecord(block, { line: 1, separator, onRecord });
      if (header !== null) return header;
    }
  } catch (error) {
    throw await inputFault(error, source);
  }
  throw noHeader(source);
}

/** Reads a CSV row by row. Throws InputError when the file as a whole is no CSV; rows of any width are passed on. The SHA-256 is of the file as it stands. */
export async function readCsv({ source, onHeader, onRow }: ReadCsvOptions): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  const { separator, linesBefore } = source.format ?? PLAIN;
  let line = linesBefore + 1;
  let hasHeader = false;
  const onRecord = (cells: string[], at: number): void => {
    if (hasHeader) onRow(cells, at);
    else onHeader(cells, at);
    hasHeader = true;
  };
  try {
    for await (const block of csvBlocks(
      decoded(source, (bytes) => hash.update(bytes)),
      source.name,
    )) {
      line = eachRecord(block, { line, separator, onRecord });
    }
  } catch (error) {
    throw await inputFault(error, source);
  }
  if (!hasHeader) throw noHeader(source);
  return { sha256: hash.digest('hex') };
}

function noHeader({ name }: CsvSource): InputError {
  return new InputError({ file: name, problem: 'is empty, expected a CSV with a header line' });
}
