import type { RestorableField, RestoringDescription } from '../../crm.ts';

const FIELDS = [
  { name: 'name', kind: 'plain', unique: false },
  { name: 'locations', kind: 'plain', unique: false },
  { name: 'emails', kind: 'address', unique: false },
  { name: 'phones', kind: 'address', unique: false, given: 'never' },
  { name: 'address', kind: 'plain', unique: false, given: 'later' },
  { name: 'tag.*', kind: 'plain', unique: false, given: 'later' },
  { name: 'attribute.*', kind: 'plain', unique: false, given: 'later' },
] as const satisfies readonly RestorableField[];

/** Of fields that a contact has by themselves. */
export type PlainName = Exclude<(typeof FIELDS)[number]['name'], `${string}.*`>;

/**
 * What Podium's public API documents to be writable of a contact that is made by its e-mail. A create by the phone would change whoever has it, so the
 * phone is not given back; no call takes a value off the one that was kept.
 */
export const RESTORING: RestoringDescription = {
  fields: FIELDS,
  knownBy: 'address',
  keptStays: true,
  lost: ['old-id', 'timestamps', 'shared-phones', 'further-emails', 'conversations', 'kept-values'],
};
