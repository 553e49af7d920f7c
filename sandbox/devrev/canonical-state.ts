import { createHash } from 'node:crypto';
import { isAlive, type TicketRecord } from './records.ts';
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
}

export interface CanonicalTicket {
  reportedBy: string[];
  createdBy: string;
  ownedBy: string[];
  /** SHA-256 of title, body and messages. */
  content: string;
}

export function canonicalState(store: Store): CanonicalState {
  const state: CanonicalState = { contacts: {}, consumed: {}, deleted: [], tickets: {} };
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
  return state;
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function hash({ title, body, messages }: TicketRecord): string {
  return createHash('sha256')
    .update(JSON.stringify([title, body, messages]))
    .digest('hex');
}
