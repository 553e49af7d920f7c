import { createHash } from 'node:crypto';
import { type ConversationRecord, isAlive, type TicketRecord } from './records.ts';
import { describe } from './show-contact.ts';
import type { Store } from './store.ts';

/** What is true at the end, without times and order: two runs that did the same have the same state. */
export interface CanonicalState {
  /** Living contacts. */
  contacts: Record<string, Record<string, unknown>>;
  /** Contact to the one it was merged into. */
  consumed: Record<string, string>;
  deleted: string[];
  tickets: Record<string, CanonicalTicket>;
  /** `content`: SHA-256 of title and messages. */
  conversations: Record<string, { members: string[]; content: string }>;
}

export interface CanonicalTicket {
  reportedBy: string[];
  createdBy: string;
  ownedBy: string[];
  /** SHA-256 of title, body and messages. */
  content: string;
}

export function canonicalState(store: Store): CanonicalState {
  const state: CanonicalState = { contacts: {}, consumed: {}, deleted: [], tickets: {}, conversations: {} };
  for (const [id, contact] of sorted(store.contacts)) {
    if (contact.consumedBy !== null) state.consumed[id] = contact.consumedBy;
    else if (!isAlive(contact)) state.deleted.push(id);
    else {
      const { email, displayName, fullName, externalRef, workspace, isVerified, phoneNumbers, customFields } = contact;
      const fields = { email, displayName, fullName, externalRef, workspace, isVerified, state: contact.state };
      state.contacts[id] = {
        ...fields,
        phoneNumbers: [...phoneNumbers].sort(),
        customFields: Object.fromEntries(sorted(new Map(Object.entries(customFields)))),
        description: describe(contact),
      };
    }
  }
  for (const [id, ticket] of sorted(store.tickets)) {
    const { reportedBy, createdBy, ownedBy } = ticket;
    state.tickets[id] = {
      reportedBy: [...reportedBy].sort(),
      createdBy,
      ownedBy: [...ownedBy].sort(),
      content: hash(ticket),
    };
  }
  for (const [id, conversation] of sorted(store.conversations)) {
    state.conversations[id] = { members: [...conversation.members].sort(), content: hash(conversation) };
  }
  return state;
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function hash(record: TicketRecord | ConversationRecord): string {
  const { title, messages } = record;
  const body = 'body' in record ? record.body : null;
  return createHash('sha256')
    .update(JSON.stringify([title, body, messages]))
    .digest('hex');
}
