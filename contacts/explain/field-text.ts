import { printable } from '../words/printable.ts';

export type FieldValue = string | number | boolean;

/** `accountName` as a person reads it: `account name`. What is named by a column's header keeps that. */
export function fieldName(field: string): string {
  const [kind = '', ...header] = field.split(': ');
  if (header.length > 0) return `${kind} ${header.join(': ')}`;
  if (field.includes('_')) return field.replaceAll('_', ' ');
  return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A value as a terminal may show it. */
export function fieldValue(value: FieldValue | undefined): string {
  if (value === '' || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : `'${printable(value)}'`;
}
