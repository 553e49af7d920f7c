import { createHash } from 'node:crypto';
import type { Table } from '../records/table.ts';
import { textOf } from '../text/dictionary.ts';

/**
 * 32 hex digits of all that is compared of a record, as it is compared: they change where a person's word may have to be said again.
 * Of several records with one id those of all.
 */
export function recordHash(table: Table, records: readonly number[]): string {
  const texts = records.map((record) => comparedText(table, record)).sort();
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}

function comparedText({ fields, suffixes, couples }: Table, record: number): string {
  const parts = fields.map(({ kind, dictionary, values, width }) => {
    const filled = [...values.subarray(record * width, (record + 1) * width)].filter((text) => text >= 0);
    return [kind, ...filled.map((text) => textOf(dictionary, text)).sort()];
  });
  return JSON.stringify([parts.filter(({ length }) => length > 1), suffixes[record], couples[record]]);
}
