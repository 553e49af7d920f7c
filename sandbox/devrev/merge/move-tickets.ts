import { RELATIONS } from '../objects/records.ts';
import { putTicket, type Store } from '../objects/store.ts';

/** Ids of all tickets that name a contact: reported ones first, then created and owned ones; each in list order. */
export function ticketsNaming({ store, contact }: { store: Store; contact: string }): string[] {
  const ids = new Set<string>();
  for (const relation of RELATIONS) {
    const named = [...(store.relations[relation].get(contact) ?? [])];
    for (const id of named.sort((a, b) => ordinalOf({ store, id: a }) - ordinalOf({ store, id: b }))) ids.add(id);
  }
  return [...ids];
}

export interface Move {
  store: Store;
  from: string;
  to: string;
  /** @default no limit */
  limit?: number;
  authorship: boolean;
}

/** Lets tickets name `to` instead of `from`, once each; answers which ones changed. */
export function moveTickets({ store, from, to, limit = Number.POSITIVE_INFINITY, authorship }: Move): string[] {
  const moved: string[] = [];
  for (const id of ticketsNaming({ store, contact: from })) {
    const ticket = store.tickets.get(id);
    if (moved.length >= limit || ticket === undefined) break;
    if (!authorship && !ticket.reportedBy.includes(from)) continue;
    const rename = (name: string): string => (name === from ? to : name);
    const authors = authorship
      ? { createdBy: rename(ticket.createdBy), ownedBy: [...new Set(ticket.ownedBy.map(rename))] }
      : {};
    const reportedBy = [...new Set(ticket.reportedBy.map(rename))];
    putTicket({ store, ticket: { ...ticket, ...authors, reportedBy, modifiedAt: new Date().toISOString() } });
    moved.push(id);
  }
  return moved;
}

function ordinalOf({ store, id }: { store: Store; id: string }): number {
  return store.tickets.get(id)?.ordinal ?? 0;
}
