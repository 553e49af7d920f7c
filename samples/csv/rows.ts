import { stringify } from 'csv-stringify/sync';
import type { ContactSpec } from '../people/contact-spec.ts';
import { spreadsheetTime } from '../time.ts';

export const HEADER: readonly string[] = [
  'Email',
  'External Ref',
  'Modified By Name',
  'User ID',
  'Type',
  'Display ID',
  'Devrev Account ID',
  'Devrev Account Name',
  'Updated At',
  'CXP User id',
  'Updated by BI service',
  '',
  'Linked to acc',
  'Tickets',
  'Action',
  'Strategy',
];

/** A row as the spreadsheet exports it. `0` stands where a lookup found nothing; nobody has written notes yet. */
export function csvRow(spec: ContactSpec, tickets: number): string[] {
  const { person, externalRef, modifiedBy, userId, id, account, updatedAt, byBi } = spec;
  return [
    person.email,
    externalRef,
    modifiedBy || '0',
    userId || '0',
    account === null ? '0' : 'customer',
    id,
    account?.id ?? '',
    account?.name ?? '',
    spreadsheetTime(updatedAt),
    userId,
    byBi ? 'TRUE' : 'FALSE',
    '',
    account === null ? 'FALSE' : 'TRUE',
    String(tickets),
    '',
    '',
  ];
}

export function csvText(rows: readonly string[][]): string {
  return stringify([[...HEADER], ...rows]);
}
