import { createHash } from 'node:crypto';
import type {
  CallOptions,
  ContactReading,
  Crm,
  CrmContact,
  CrmConversation,
  CrmTicket,
  TicketRelation,
} from '../../crm/crm.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import { retryRead } from '../retry-reads.ts';
import { canonicalJson } from './canonical-json.ts';
import { idsOf, readList, type WholeList } from './read-list.ts';

export const RELATIONS: TicketRelation[] = ['reported', 'created', 'owned'];

/** What a reading passes to the CRM, and how it says that it goes on. */
export type Reporting = CallOptions & { onPage?: (cursor: string | null) => void };

export type TicketLists = Record<TicketRelation, WholeList<CrmTicket>>;

export interface ContactState {
  contact: ContactReading;
  lists: TicketLists;
  /** Null where the CRM has none. */
  conversations: WholeList<CrmConversation> | null;
}

/** A contact, its three ticket lists and its conversations, as the CRM shows them now. Lists of a contact that is gone are not read. */
export async function readContactState(crm: Crm, id: string, options: Reporting = {}): Promise<ContactState> {
  const contact = await retryRead(() => crm.readContact(id, options));
  const state: ContactState = { contact, lists: noTickets(), conversations: null };
  if (contact.kind === 'gone') return state;
  for (const relation of RELATIONS) state.lists[relation] = await readTickets(crm, { contact: id, relation }, options);
  state.conversations = await readConversations(crm, id, options);
  return state;
}

export function readTickets(
  crm: Crm,
  request: { contact: string; relation: TicketRelation },
  options: Reporting = {},
): Promise<WholeList<CrmTicket>> {
  const next = (cursor: string | null) => crm.listTickets({ ...request, cursor }, options);
  return readList({ what: 'Ticket list', next, onPage: options.onPage });
}

/** Null where the CRM has no conversations. */
export async function readConversations(
  crm: Crm,
  contact: string,
  options: Reporting = {},
): Promise<WholeList<CrmConversation> | null> {
  const { conversations } = crm;
  if (conversations === null) return null;
  const next = (cursor: string | null) => conversations.list({ contact, cursor }, options);
  return readList({ what: 'List of conversations', next, onPage: options.onPage });
}

function noTickets(): TicketLists {
  const none = { items: [], pages: [] };
  return { reported: none, created: none, owned: none };
}

/** What the store keeps of a contact's state. */
export function toReading(contact: CrmContact, state: Pick<ContactState, 'lists' | 'conversations'>): Reading {
  const { lists, conversations } = state;
  return {
    ...contactReading(contact),
    reported: idsOf(lists.reported),
    created: idsOf(lists.created),
    owned: idsOf(lists.owned),
    conversations: conversations === null ? null : idsOf(conversations),
  };
}

/** The contact itself, without what hangs on it. */
export function contactReading(contact: CrmContact): Omit<Reading, 'reported' | 'created' | 'owned' | 'conversations'> {
  return {
    contactId: contact.displayId,
    fullId: contact.id,
    email: contact.email,
    state: contact.state,
    isVerified: contact.isVerified,
    externalRef: contact.externalRef,
    fieldsDigest: fieldsDigest(contact),
  };
}

/** Who changed a contact last, and when, changes by itself; every other field counts. */
const VOLATILE = ['modified_date', 'modified_by'];

export function fieldsDigest(contact: CrmContact): string {
  return digestOf(stableFields(contact));
}

/** What DevRev may note by itself when custom fields are set for the first time. */
const NOTED = ['custom_schema_fragments', 'stock_schema_fragment'];

/** The fields but these custom ones: a digest that our own write of them does not change. */
export function digestWithout(contact: CrmContact, customFields: string[]): string {
  const user = stableFields(contact);
  const custom = Object.entries(contact.customFields).filter(([name]) => !customFields.includes(name));
  for (const name of NOTED) delete user[name];
  return digestOf({ ...user, custom_fields: Object.fromEntries(custom) });
}

function stableFields(contact: CrmContact): Record<string, unknown> {
  const answer = JSON.parse(Buffer.from(contact.raw).toString('utf8')) as Record<string, unknown>;
  const user = (answer.rev_user ?? answer) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(user).filter(([name]) => !VOLATILE.includes(name)));
}

function digestOf(fields: Record<string, unknown>): string {
  return createHash('sha256').update(canonicalJson(fields)).digest('hex');
}
