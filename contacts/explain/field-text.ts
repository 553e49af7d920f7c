import { printable } from '../words/printable.ts';

export type FieldValue = string | number | boolean;

/** `accountName` as a person reads it: `account name`. */
export function fieldName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A value as a terminal may show it. */
export function fieldValue(value: FieldValue | undefined): string {
  if (value === '' || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : `'${printable(value)}'`;
}
