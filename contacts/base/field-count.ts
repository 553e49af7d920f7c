import type { BaseContact } from './base-contact.ts';

/** What each thing that a contact may say counts for the question which of them says most. */
export const FIELD_WEIGHTS = {
  name: 2,
  phone: 1,
  email: 1,
  /** Once, however many parts are filled in. */
  address: 1,
  tags: 1,
  /** History that others look for. */
  conversations: 2,
  /** Each further field: company, birthday, one that the account has defined. */
  further: 1,
} as const;

/** More of them count as so many: somebody's list of attributes does not outweigh all else. */
const MOST_FURTHER = 6;

/** How much a contact says. */
export function fieldCount({ name, channels, fields, tags, conversations }: BaseContact): number {
  const names = Object.keys(fields).filter((field) => fields[field] !== '');
  const further = names.filter((field) => !isAddressPart(field)).length;
  const has = {
    name: name.trim() !== '',
    phone: channels.some(({ kind }) => kind === 'phone'),
    email: channels.some(({ kind }) => kind === 'email'),
    address: names.some(isAddressPart),
    tags: tags.length > 0,
    conversations: conversations > 0,
  };
  const keys = Object.keys(has) as (keyof typeof has)[];
  const first = keys.reduce((sum, key) => sum + (has[key] ? FIELD_WEIGHTS[key] : 0), 0);
  return first + FIELD_WEIGHTS.further * Math.min(further, MOST_FURTHER);
}

export function isAddressPart(field: string): boolean {
  return field.startsWith('address.');
}
