import type { Input } from '../objects/fields.ts';
import { parseId } from '../objects/ids.ts';

const FIELDS = [
  'id',
  'primary_user',
  'secondary_user',
  'object',
  'reported_by',
  'created_by',
  'owned_by',
  'members',
  'rev_user_id',
];

/** Display ids of what a request asks about. */
export function subjectsOf(input: Input): string[] {
  const values = FIELDS.flatMap((name) => input[name] ?? []);
  return values.flatMap((value) => (typeof value === 'string' ? (parseId(value)?.displayId ?? []) : []));
}
