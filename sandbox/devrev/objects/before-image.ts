import type { ContactRecord, ConversationRecord, Relation, TicketRecord } from './records.ts';
import { RELATIONS } from './records.ts';

/** How two contacts, their tickets and their conversations looked just before a merge: what a lagging replica would still answer. */
export interface BeforeImage {
  readonly contacts: ReadonlyMap<string, ContactRecord>;
  readonly tickets: ReadonlyMap<string, TicketRecord>;
  readonly conversations: ReadonlyMap<string, ConversationRecord>;
  readonly relations: Readonly<Record<Relation, ReadonlyMap<string, ReadonlySet<string>>>>;
}

interface Source {
  contacts: ReadonlyMap<string, ContactRecord>;
  tickets: ReadonlyMap<string, TicketRecord>;
  conversations: ReadonlyMap<string, ConversationRecord>;
  relations: Readonly<Record<Relation, ReadonlyMap<string, ReadonlySet<string>>>>;
}

export function takeBeforeImage({ source, contacts }: { source: Source; contacts: string[] }): BeforeImage {
  const relations = { reported: new Map(), created: new Map(), owned: new Map() };
  const tickets = new Map<string, TicketRecord>();
  const records = new Map<string, ContactRecord>();
  for (const id of contacts) {
    const record = source.contacts.get(id);
    if (record !== undefined) records.set(id, record);
    for (const relation of RELATIONS) {
      const ids = new Set(source.relations[relation].get(id));
      relations[relation].set(id, ids);
      for (const ticketId of ids) {
        const ticket = source.tickets.get(ticketId);
        if (ticket !== undefined) tickets.set(ticketId, ticket);
      }
    }
  }
  const theirs = [...source.conversations].filter(([, { members }]) => members.some((id) => contacts.includes(id)));
  return { contacts: records, tickets, conversations: new Map(theirs), relations };
}
