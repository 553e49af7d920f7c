import type { ClusterSpec, ContactSpec } from '../people/contact-spec.ts';
import type { TicketMaker } from './ticket-maker.ts';

/** A contact that reports what others only created or own: a ticket has at least one reporter. */
export interface BuildTicketsOptions {
  clusters: readonly ClusterSpec[];
  helpDesk: ContactSpec;
  make: TicketMaker;
  /** Each contact reports all its own tickets. */
  plain: boolean;
}

/** Own tickets of each contact, mostly reported, some only created or owned by it; and tickets that several report. */
export function buildTickets({ clusters, helpDesk, make, plain }: BuildTicketsOptions): void {
  for (const { contacts, sharedTickets } of clusters) {
    for (const contact of contacts) {
      for (let count = 0; count < contact.tickets; count++) ownTicket({ contact, helpDesk, make, plain, count });
    }
    for (let count = 0; count < sharedTickets; count++) sharedTicket({ contacts, make, count });
  }
}

interface OwnTicket extends Omit<BuildTicketsOptions, 'clusters'> {
  contact: ContactSpec;
  count: number;
}

function ownTicket({ contact, helpDesk, make, plain, count }: OwnTicket): void {
  const busy = contact.tickets > 50;
  const kind = plain ? 1 : make.random.next();
  if (kind < 0.08) make.ticket({ reportedBy: [helpDesk.id], createdBy: contact.id, busy });
  else if (kind < 0.14) make.ticket({ reportedBy: [helpDesk.id], ownedBy: [contact.id], issue: true, busy });
  else make.ticket({ reportedBy: [contact.id], createdBy: count % 2 === 0 ? contact.id : undefined, busy });
}

/** Reported by two of them, or by all. */
function sharedTicket({ contacts, make, count }: { contacts: ContactSpec[]; make: TicketMaker; count: number }): void {
  const ids = make.random.shuffle(contacts.map(({ id }) => id));
  const reportedBy = count % 2 === 0 ? ids.slice(0, 2) : ids;
  make.ticket({ reportedBy, createdBy: reportedBy[0], issue: make.random.chance(0.2) });
}
