import type { CrmDescription, RelationDescription } from '../crm.ts';
import { customFieldsIn } from './custom-fields.ts';
import { SHOWN } from './read-contact.ts';
import { RESTORING } from './restoring/restorable.ts';

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

const deals = { one: 'opportunity or task', many: 'opportunities and tasks' };

/** In beta. What a merge does with them no document says. */
export const DEALS_BY_ROLE = [
  {
    name: 'reportedDeals',
    noun: deals,
    phrase: 'reported opportunities and tasks',
    merge: 'free',
    role: 'reported_by',
  },
  { name: 'createdDeals', noun: deals, phrase: 'created opportunities and tasks', merge: 'free', role: 'created_by' },
  { name: 'ownedDeals', noun: deals, phrase: 'owned opportunities and tasks', merge: 'free', role: 'owned_by' },
] as const satisfies (RelationDescription & { role: string })[];

/** `rev-users.merge` acknowledges and goes on. DevRev has no consent fields of its own: a rules file may map custom fields. */
export const DEVREV: CrmDescription = {
  merge: 'async',
  consent: 'custom-fields',
  customFieldsIn,
  ordinaryState: 'active',
  shown: SHOWN,
  restoring: RESTORING,
  relations: [REPORTED, CREATED, OWNED, CONVERSATIONS],
  notAskedFor: [
    'files of the contact (beta)',
    'associations (beta)',
    'works of type opportunity (beta)',
    'works of type task (beta)',
  ],
};

/** With what is in beta nothing is left out. */
export const DEVREV_BETA: CrmDescription = {
  ...DEVREV,
  relations: [...DEVREV.relations, ...DEALS_BY_ROLE],
  notAskedFor: [],
};
