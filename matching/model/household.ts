import { EMAIL } from '../levels/emails.ts';
import { FIRST, LAST } from '../levels/names.ts';
import type { Field, FieldKind } from '../records/table.ts';

/** What people of one home share. */
export const SHARED_AT_HOME: readonly FieldKind[] = ['last', 'phone', 'address', 'city', 'postcode', 'other'];

const DATE_EDIT = 6;
const IDENTIFIER_EDIT = 3;

/** By field, what the rule below looks at. */
export interface HomeFields {
  first: number;
  last: number;
  /** Fields with the level from which they say that it is one person all the same. */
  own: { field: number; from: number }[];
}

export function homeFields(fields: readonly Field[]): HomeFields {
  const own = fields.flatMap(({ kind }, field) => {
    if (kind === 'email') return [{ field, from: EMAIL.equal }];
    if (kind === 'dob') return [{ field, from: DATE_EDIT }];
    return kind === 'identifier' ? [{ field, from: IDENTIFIER_EDIT }] : [];
  });
  const place = (wanted: FieldKind): number => fields.findIndex(({ kind }) => kind === wanted);
  return { first: place('first'), last: place('last'), own };
}

/**
 * Whether two records look like two people of one home: one surname, two first names, and nothing that one person alone has. What
 * else they share then comes from one cause, the home.
 */
export function isOfOneHome({ first, last, own }: HomeFields, levels: Uint8Array, at: number): boolean {
  if (first < 0 || last < 0) return false;
  if (levels[at + first] !== FIRST.different || (levels[at + last] as number) < LAST.near) return false;
  for (const { field, from } of own) if ((levels[at + field] as number) >= from) return false;
  return true;
}
