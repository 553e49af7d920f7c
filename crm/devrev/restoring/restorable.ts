import type { RestorableField, RestoringDescription } from '../../crm.ts';

const FIELDS = [
  { name: 'display_name', kind: 'plain', unique: false },
  { name: 'description', kind: 'plain', unique: false },
  { name: 'email', kind: 'address', unique: true },
  { name: 'phone_numbers', kind: 'address', unique: false },
  { name: 'external_ref', kind: 'reference', unique: true },
  { name: 'custom_fields.*', kind: 'plain', unique: false },
] as const satisfies readonly RestorableField[];

/** Of fields that a contact has by themselves. */
export type PlainName = Exclude<(typeof FIELDS)[number]['name'], `${string}.*`>;

/** What DevRev's public API documents to be writable of a contact, and what it does not. */
export const RESTORING: RestoringDescription = {
  fields: FIELDS,
  knownBy: 'marker',
  lost: [
    'old-id',
    'timestamps',
    'authorship',
    'private-entries',
    'full-name',
    'state',
    'verification',
    'picture',
    'tags',
    'fields-of-apps',
    'own-comments',
    'own-files',
    'associations',
  ],
};

/** To make a contact and set its fields, and to say who reports a ticket and who takes part in a conversation: any one of each. */
export const UNDO_SCOPES = ['rev_user', 'ticket', 'conversation'].map((of) => [`${of}:write`, `${of}:all`]);
