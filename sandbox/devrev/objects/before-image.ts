import type { ContactRecord, ConversationRecord, Relation, TicketRecord } from './records.ts';
import { RELATIONS } from './records.ts';

/** How some contacts, their tickets and their conversations looked just before a write: what a lagging replica would still answer. */
export interface BeforeImage {
  readonly contacts: ReadonlyMap<string, ContactRecord>;
  readonly tickets: ReadonlyMap<string, TicketRecord>;
  readonly conversations: ReadonlyMap<string, ConversationRecord>;
  readonly relations: Readonly<Record<Relation, ReadonlyMap<string, ReadonlySet<string>>>>;
  /** Contacts that there were not yet. */
  readonly absent: ReadonlySet<string>;
}

interface Source {
  contacts: ReadonlyMap<string, ContactRecord>;
  tickets: ReadonlyMap<string, TicketRecord>;
  conversations: ReadonlyMap<string, ConversationRecord>;
  relations: Readonly<Record<Relation, ReadonlyMap<string, ReadonlySet<string>>>>;
}

function takeBeforeImage({ source, contacts }: { source: Source; contacts: readonly string[] }): BeforeImage {
  const relations = { reported: new Map(), created: new Map(), owned: new Map() };
  const tickets = new Map<string, TicketRecord>();
  const records = new Map<string, ContactRecord>();
  const absent = new Set<string>();
  for (const id of contacts) {
    const record = source.contacts.get(id);
    if (record !== undefined) records.set(id, record);
    else absent.add(id);
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
  return { contacts: records, tickets, conversations: new Map(theirs), relations, absent };
}

/** Keeps the picture of these contacts for stale reads of them, and of the things that are named. */
export function rememberBefore(options: {
  store: Source & { before: Map<string, BeforeImage>; lastBefore: BeforeImage | undefined };
  contacts: readonly string[];
  things?: readonly string[];
}): void {
  const { store, contacts, things = [] } = options;
  const image = takeBeforeImage({ source: store, contacts });
  for (const id of [...contacts, ...things]) store.before.set(id, image);
  store.lastBefore = image;
}
