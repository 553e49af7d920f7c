import type { FieldKind } from '../records/table.ts';

/** What each level from 1 on is called in plans and models, from different to equal. Words: contacts/explain/matched-words.ts. */
export const LEVEL_NAMES: Record<FieldKind, readonly string[]> = {
  first: ['different', 'alike', 'swapped', 'part', 'near', 'short-form', 'equal'],
  last: ['different', 'alike', 'part', 'near', 'one-edit', 'equal'],
  email: ['different', 'same-domain', 'near-mailbox', 'near', 'same-mailbox', 'equal'],
  phone: ['different', 'two-edits', 'same-end', 'one-edit', 'equal'],
  dob: [
    'different',
    'next-year',
    'two-digits',
    'same-year',
    'same-year-two-digits',
    'one-edit',
    'day-and-month',
    'equal',
  ],
  identifier: ['different', 'two-edits', 'one-edit', 'equal'],
  company: ['different', 'little-shared', 'half-shared', 'most-shared', 'nearly-equal', 'equal'],
  address: [
    'different',
    'little-shared',
    'half-shared',
    'number-shared',
    'number-and-half',
    'number-and-most',
    'equal',
  ],
  city: ['different', 'part', 'near', 'equal'],
  postcode: ['different', 'two-edits', 'same-start', 'one-edit', 'equal'],
  other: ['different', 'near', 'equal'],
};

/** Of a field, what it is called in plans: its kind as a mapping has it, with its header where there may be several. */
export function fieldCode({ kind, name }: { kind: FieldKind; name: string }): string {
  switch (kind) {
    case 'first':
      return 'first_name';
    case 'last':
      return 'last_name';
    case 'dob':
      return 'date_of_birth';
    case 'identifier':
    case 'other':
      return `${kind}: ${name}`;
    default:
      return kind;
  }
}
