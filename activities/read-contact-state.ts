import { createHash } from 'node:crypto';
import type { CallOptions, ContactReading, Crm, CrmContact, CrmTicket, TicketRelation } from '../crm/crm.ts';
import { CrmError } from '../crm/errors.ts';
import type { Reading } from '../store/readings.ts';
import { patiently } from './calling.ts';
import { canonicalJson } from './canonical-json.ts';

export const RELATIONS: TicketRelation[] = ['reported', 'created', 'owned'];

export interface TicketList {
  tickets: CrmTicket[];
  /** The exact bodies of the pages, in order. */
  pages: Uint8Array[];
}

/** A whole list: every page until the cursor is absent. Throws CrmError `bad-answer` when a ticket comes twice. */
export async function readTickets(
  crm: Crm,
  request: { contact: string; relation: TicketRelation },
  options: CallOptions & { onPage?: (cursor: string | null) => void } = {},
): Promise<TicketList> {
  const list: TicketList = { tickets: [], pages: [] };
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await patiently(() => crm.listTickets({ ...request, cursor }, options));
    list.pages.push(page.raw);
    for (const ticket of page.items) {
      if (seen.has(ticket.id))
        throw new CrmError({ kind: 'bad-answer', message: 'Ticket list changed while it was read' });
      seen.add(ticket.id);
      list.tickets.push(ticket);
    }
    cursor = page.nextCursor;
    options.onPage?.(cursor);
  } while (cursor !== null);
  return list;
}

export type TicketLists = Record<TicketRelation, TicketList>;

export interface ContactState {
  contact: ContactReading;
  lists: TicketLists;
}

/** A contact and its three ticket lists, as the CRM shows them now. Lists of a contact that is gone are not read. */
export async function readContactState(
  crm: Crm,
  id: string,
  options: CallOptions & { onPage?: (cursor: string | null) => void } = {},
): Promise<ContactState> {
  const contact = await patiently(() => crm.readContact(id, options));
  const lists: TicketLists = { reported: emptyList(), created: emptyList(), owned: emptyList() };
  if (contact.kind === 'alive') {
    for (const relation of RELATIONS) lists[relation] = await readTickets(crm, { contact: id, relation }, options);
  }
  return { contact, lists };
}

function emptyList(): TicketList {
  return { tickets: [], pages: [] };
}

/** What the store keeps of a contact's state. */
export function toReading(contact: CrmContact, lists: TicketLists): Reading {
  return {
    contactId: contact.displayId,
    fullId: contact.id,
    email: contact.email,
    state: contact.state,
    isVerified: contact.isVerified,
    externalRef: contact.externalRef,
    fieldsDigest: fieldsDigest(contact),
    reported: ticketIds(lists.reported),
    created: ticketIds(lists.created),
    owned: ticketIds(lists.owned),
  };
}

export function ticketIds(list: TicketList): string[] {
  return list.tickets.map((ticket) => ticket.id).sort();
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
