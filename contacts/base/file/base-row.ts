import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { parseInstant } from '../../csv/instant.ts';
import type { BaseContact, BaseLocation } from '../base-contact.ts';
import { UID } from '../base-ids.ts';
import { BASE_COLUMNS, type BaseColumn } from './columns.ts';

export interface BaseRow {
  contact: BaseContact;
  /** The contact's places. */
  locations: BaseLocation[];
  region: CountryCode | null;
}

/** Which cell is wrong, and what was expected; never what it says. */
export interface BaseRowProblem {
  column: BaseColumn | null;
  problem: string;
}

const uid = z.string().regex(UID);
const text = z.string();
const country = z.union([z.literal(''), z.string().refine(isSupportedCountry)]);
const json = <T extends z.ZodType>(schema: T) => z.string().transform(parsed).pipe(schema);
const optional = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), json(schema)]);

const channel = z.strictObject({
  kind: z.enum(['phone', 'email']),
  identifier: text,
  optedOutAt: text.nullable(),
  marketingLocations: z.union([z.literal('unknown'), z.array(text)]),
});
const flag = z.boolean().nullable();

const CELLS: { [Column in BaseColumn]: z.ZodType } = {
  uid: plain(uid),
  name: plain(text),
  updated_at: plain(text.refine((time) => parseInstant(time) !== null)),
  channels: json(z.array(channel)),
  tags: json(z.array(uid)),
  locations: json(z.array(z.strictObject({ uid, name: text, country }))),
  region: country,
  fields: json(z.record(z.string(), z.string())),
  conversations: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  asked_by: optional(z.array(text)),
  opt_outs: optional(z.strictObject({ marketing: flag, sms: flag, email: flag })),
  last_touch: optional(z.strictObject({ event: text, at: text })),
};

const EXPECTED: Record<BaseColumn, string> = {
  uid: 'a uid without blanks',
  name: 'a name',
  updated_at: 'a time such as 2026-01-15T09:05:00Z',
  channels: 'a JSON list of channels as scan writes it',
  tags: 'a JSON list of uids',
  locations: 'a JSON list of places with uid, name and country',
  region: 'two capital letters of a country, or nothing',
  fields: 'a JSON record of texts',
  conversations: 'a whole number',
  asked_by: 'a JSON list of texts, or nothing',
  opt_outs: 'JSON of marketing, sms and email, or nothing',
  last_touch: 'JSON of event and at, or nothing',
};

/** Reads a row of our own file, whose cells are not guarded any more. */
export function readBaseRow(cells: readonly string[]): BaseRow | BaseRowProblem {
  if (cells.length !== BASE_COLUMNS.length) {
    return { column: null, problem: `${cells.length} cells, expected ${BASE_COLUMNS.length}` };
  }
  const values: Partial<Record<BaseColumn, unknown>> = {};
  for (const [at, column] of BASE_COLUMNS.entries()) {
    const read = CELLS[column].safeParse(cells[at]);
    if (!read.success) return { column, problem: `expected ${EXPECTED[column]}` };
    values[column] = read.data;
  }
  return rowOf(values as Values);
}

/** As the schemas above make them. */
interface Values {
  uid: string;
  name: string;
  updated_at: string;
  channels: BaseContact['channels'];
  tags: string[];
  locations: BaseLocation[];
  region: CountryCode | '';
  fields: Record<string, string>;
  conversations: number;
  asked_by: string[] | undefined;
  opt_outs: BaseContact['optOuts'] | undefined;
  last_touch: BaseContact['lastTouch'] | undefined;
}

function rowOf({ updated_at, asked_by, opt_outs, last_touch, locations, region, ...same }: Values): BaseRow {
  const contact: BaseContact = {
    ...same,
    updatedAt: updated_at,
    locations: locations.map((one) => one.uid),
    ...(asked_by !== undefined && { askedBy: asked_by }),
    ...(opt_outs !== undefined && { optOuts: opt_outs }),
    ...(last_touch !== undefined && { lastTouch: last_touch }),
  };
  return { contact, locations, region: region === '' ? null : region };
}

/** What stands for itself, or as JSON's text. */
function plain<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((cell) => (cell.startsWith('"') ? parsed(cell) : cell))
    .pipe(schema);
}

function parsed(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return undefined;
  }
}
