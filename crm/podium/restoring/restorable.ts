import type { RestoringDescription } from '../../crm.ts';

/**
 * What Podium's public API documents to be writable of a contact that is made by its e-mail. A create by the phone would change whoever has it, so the
 * phone is not given back; no call takes a value off the one that was kept.
 */
export const RESTORING: RestoringDescription = {
  fields: [
    { name: 'name', kind: 'plain', unique: false },
    { name: 'locations', kind: 'plain', unique: false },
    { name: 'emails', kind: 'address', unique: false },
    { name: 'phones', kind: 'address', unique: false, given: 'never' },
    { name: 'address', kind: 'plain', unique: false, given: 'later' },
    { name: 'tag.*', kind: 'plain', unique: false, given: 'later' },
    { name: 'attribute.*', kind: 'plain', unique: false, given: 'later' },
  ],
  knownBy: 'address',
  keptStays: true,
  lost: ['old-id', 'timestamps', 'shared-phones', 'further-emails', 'conversations', 'kept-values'],
};
