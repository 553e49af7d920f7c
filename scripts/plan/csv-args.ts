import { type CsvEncoding, ENCODINGS } from '../../contacts/csv/format/csv-format.ts';
import { UsageError } from '../cli/usage-error.ts';

/** How a CSV is to be read where its bytes do not tell. */
export const READING_OPTIONS = { encoding: { type: 'string' } } as const;

export const READING_USAGE: string = `\
  --encoding NAME      of the CSV: ${ENCODINGS.join(', ')} (default: what its bytes show; the last never)`;

export interface Reading {
  /** Null: the bytes tell. */
  encoding: CsvEncoding | null;
}

/** Throws UsageError. */
export function readingOf({ encoding: named }: { encoding?: string | undefined }): Reading {
  if (named === undefined) return { encoding: null };
  const encoding = ENCODINGS.find((one) => one === named.toLowerCase());
  if (encoding !== undefined) return { encoding };
  throw new UsageError(`--encoding is '${named}', expected one of: ${ENCODINGS.join(', ')}`);
}
