import { fileURLToPath } from 'node:url';
import { DATE_ORDERS, type DateOrder } from '../../contacts/csv/dates.ts';
import { type CsvEncoding, ENCODINGS } from '../../contacts/csv/format/csv-format.ts';
import { MOST_REJECTED } from '../../contacts/planning/broken-export.ts';
import type { Profile } from '../../contacts/profiles/profile.ts';
import { PROFILE_NAMES, profileNamed } from '../../contacts/profiles/profiles.ts';
import { UsageError } from '../cli/usage-error.ts';

const DEFAULT_RULES = fileURLToPath(new URL('../../rules.default.yaml', import.meta.url));

/** How a CSV is to be read where its bytes do not tell. */
export const READING_OPTIONS = { encoding: { type: 'string' }, dates: { type: 'string' } } as const;

export const READING_USAGE: string = `\
  --encoding NAME      of the CSV: ${ENCODINGS.join(', ')} (default: what its bytes show; the last never)
  --dates ORDER        dmy or mdy: what comes first in dates that a spreadsheet wrote (default: what all of them show)`;

export interface Reading {
  /** Null: the bytes tell. */
  encoding: CsvEncoding | null;
  /** Null: the dates tell. */
  dates: DateOrder | null;
}

/** Which CSV is planned, and by what. */
export const PLANNING_OPTIONS = {
  csv: { type: 'string' },
  profile: { type: 'string' },
  ...READING_OPTIONS,
  rules: { type: 'string', default: DEFAULT_RULES },
  'never-merge': { type: 'string' },
} as const;

export interface Planning extends Reading {
  /** Null: the header decides. */
  profile: Profile | null;
  rules: string;
  neverMerge: string | null;
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

/** Null where none is named: the header decides. Throws UsageError. */
export function profileOf(named: string | undefined): Profile | null {
  const profile = named === undefined ? null : profileNamed(named);
  if (profile === undefined)
    throw new UsageError(`No profile '${named}', expected one of: ${PROFILE_NAMES.join(', ')}`);
  return profile;
}

/** What a CSV is planned by. Throws UsageError. */
export function planningOf(values: PlanningValues): Planning {
  const { rules, 'never-merge': neverMerge = null } = values;
  return { profile: profileOf(values.profile), ...readingOf(values), rules, neverMerge };
}

export interface PlanningValues {
  csv?: string | undefined;
  profile?: string | undefined;
  encoding?: string | undefined;
  dates?: string | undefined;
  rules: string;
  'never-merge'?: string | undefined;
}

/** Throws UsageError. */
export function readingOf(values: { encoding?: string | undefined; dates?: string | undefined }): Reading {
  return {
    encoding: oneOf(ENCODINGS, 'encoding', values.encoding),
    dates: oneOf(DATE_ORDERS, 'dates', values.dates),
  };
}

function oneOf<Word extends string>(words: readonly Word[], option: string, named: string | undefined): Word | null {
  if (named === undefined) return null;
  const word = words.find((one) => one === named.toLowerCase());
  if (word !== undefined) return word;
  throw new UsageError(`--${option} is '${named}', expected one of: ${words.join(', ')}`);
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
