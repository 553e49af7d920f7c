import { stringify } from 'csv-stringify/sync';
import type { ContactSpec } from '../people/contact-spec.ts';
import { instant } from '../time.ts';

/** As the query selects them: the order is not that of the documents, and need not be. */
export const REVU_HEADER: readonly string[] = [
  'REV_USER_ID',
  'DISPLAY_NAME',
  'EMAIL',
  'EXTERNAL_REF',
  'FULL_NAME',
  'CREATED_AT',
  'UPDATED_AT',
  'TICKET_COUNT',
];

export interface RevuRow {
  spec: ContactSpec;
  org: string;
  /** As the world counts them. */
  tickets: number;
}

/** A row as Snowflake exports it: ids in full, times in UTC with milliseconds. */
export function revuRow({ spec, org, tickets }: RevuRow): string[] {
  const { id, person, externalRef, updatedAt, csvExtra } = spec;
  return [
    `don:identity:dvrv-us-1:devo/${org}:revu/${id.slice('REVU-'.length)}`,
    person.name.split(' ')[0] ?? person.name,
    person.email,
    externalRef || id,
    person.name,
    snowflakeTime(updatedAt - 500_000),
    snowflakeTime(updatedAt),
    String(Math.max(0, tickets + csvExtra)),
  ];
}

export function revuCsvText(rows: readonly string[][]): string {
  return stringify([[...REVU_HEADER], ...rows]);
}

/** `2025-01-15 09:05:00.000` */
function snowflakeTime(minutes: number): string {
  return instant(minutes).replace('T', ' ').replace('Z', '');
}
