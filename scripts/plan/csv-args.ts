import { type CsvEncoding, ENCODINGS } from '../../contacts/csv/format/csv-format.ts';
import { MOST_REJECTED } from '../../contacts/planning/broken-export.ts';
import { UsageError } from '../cli/usage-error.ts';

/** How a CSV is to be read where its bytes do not tell. */
export const READING_OPTIONS = { encoding: { type: 'string' } } as const;

export const READING_USAGE: string = `\
  --encoding NAME      of the CSV: ${ENCODINGS.join(', ')} (default: what its bytes show; the last never)`;

export interface Reading {
  /** Null: the bytes tell. */
  encoding: CsvEncoding | null;
}

/** What makes an export that nothing is started with. */
export const REJECTING_OPTIONS = {
  'max-rejected': { type: 'string', default: `${MOST_REJECTED * 100}%` },
  'rejected-out': { type: 'string' },
} as const;

export const REJECTING_USAGE: string = `\
  --max-rejected N%    exit 3 when more of the CSV's rows are rejected, or all are (default: ${MOST_REJECTED * 100}%)
  --rejected-out FILE  write the rejected rows, each with its line and fault, also when that ends with 3`;

/** An export may have so much fewer rows than the last one. */
export const MOST_SHRUNK = 0.2;

export interface Rejecting {
  /** A share, from 0 to 1. */
  maxRejected: number;
  rejectedOut: string | null;
}

/** Throws UsageError. */
export function readingOf({ encoding: named }: { encoding?: string | undefined }): Reading {
  if (named === undefined) return { encoding: null };
  const encoding = ENCODINGS.find((one) => one === named.toLowerCase());
  if (encoding !== undefined) return { encoding };
  throw new UsageError(`--encoding is '${named}', expected one of: ${ENCODINGS.join(', ')}`);
}

/** Throws UsageError. */
export function rejectingOf(values: { 'max-rejected': string; 'rejected-out'?: string | undefined }): Rejecting {
  return {
    maxRejected: share('max-rejected', values['max-rejected']),
    rejectedOut: values['rejected-out'] ?? null,
  };
}

/** `5%`, or `5`, as 0.05. Throws UsageError. */
export function share(name: string, text: string): number {
  const value = /^\d{1,3}(?:\.\d{1,3})?%?$/.test(text) ? Number(text.replace('%', '')) : 101;
  if (value <= 100) return value / 100;
  throw new UsageError(`--${name} is '${text}', expected a share of the rows such as 5%`);
}
