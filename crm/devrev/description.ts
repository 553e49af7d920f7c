import type { CrmDescription, RelationDescription } from '../crm.ts';
import { customFieldsIn } from './custom-fields.ts';

const tickets = { one: 'ticket', many: 'tickets' };
const conversations = { one: 'conversation', many: 'conversations' };

/** A contact reports, creates and owns tickets and issues, and is a member of conversations. */
export const REPORTED = { name: 'reported', noun: tickets, merge: 'proves' } as const satisfies RelationDescription;
export const CREATED = { name: 'created', noun: tickets, merge: 'free' } as const satisfies RelationDescription;
export const OWNED = { name: 'owned', noun: tickets, merge: 'free' } as const satisfies RelationDescription;
export const CONVERSATIONS = {
  name: 'conversations',
  noun: conversations,
  merge: 'follows',
} as const satisfies RelationDescription;

/** `rev-users.merge` acknowledges and goes on. DevRev has no consent fields of its own: a rules file may map custom fields. */
export const DEVREV: CrmDescription = {
  merge: 'async',
  consent: 'custom-fields',
  customFieldsIn,
  ordinaryState: 'active',
  relations: [REPORTED, CREATED, OWNED, CONVERSATIONS],
  notAskedFor: [
    'files of the contact (beta)',
    'associations (beta)',
    'works of type opportunity (beta)',
    'works of type task (beta)',
  ],
};
