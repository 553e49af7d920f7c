import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../input-error.ts';
import type { DateOrder } from './dates.ts';
import type { CsvEncoding, CsvFormat } from './format/csv-format.ts';

/** Bytes that can be read more than once: to find the place of an error, and to write the rows back. */
export interface CsvSource {
  /** The name that messages use. */
  name: string;
  open(): AsyncIterable<Uint8Array>;
  /** As a person named it. Absent: the bytes tell. */
  encoding?: CsvEncoding;
  /** Of dates that a spreadsheet has written anew. Absent: not known, or there are none. */
  dates?: DateOrder;
  /** How it is to be read: see format/recognize.ts. Absent: commas and UTF-8. */
  format?: CsvFormat;
}

/** What a person says of a CSV; null or absent: it shows. */
export interface CsvTold {
  encoding?: CsvEncoding | null | undefined;
  dates?: DateOrder | null | undefined;
}

/** A CSV on disk. Nothing is opened before the first read. */
export function csvFile(path: string, { encoding, dates }: CsvTold = {}): CsvSource {
  return { name: basename(path), open: () => bytesOf(path), ...(encoding && { encoding }), ...(dates && { dates }) };
}

/** A CSV that is already in memory. */
export function csvInMemory(name: string, content: string | Uint8Array): CsvSource {
  const bytes = Buffer.from(content);
  return {
    name,
    open: async function* () {
      yield bytes;
    },
  };
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const problems: Record<string, string> = {
    ENOENT: 'file not found',
    EISDIR: 'is a folder, expected a file',
    EACCES: 'may not be read by this user',
  };
  const problem = typeof code === 'string' ? problems[code] : undefined;
  return problem === undefined
    ? error
    : new InputError({ file: basename(path), problem: `${problem} (${path})` }, { cause: error });
}
