import type { CallOptions, CrmTicket, Page, TicketRelation } from '../crm.ts';
import { contactFilter } from './contact-filter.ts';
import { contactsAmong } from './contacts-among.ts';
import { listPage } from './list-page.ts';
import { readObject } from './read-object.ts';
import { type Work, workAnswer, worksPage } from './schemas.ts';
import type { Transport } from './transport.ts';

const FILTER: Record<TicketRelation, string> = { reported: 'reported_by', created: 'created_by', owned: 'owned_by' };

/** One page of the tickets and issues that name a contact in one way. Throws CrmError. */
export async function listTickets(options: {
  transport: Transport;
  pageLimit: number;
  request: { contact: string; relation: TicketRelation; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmTicket>> {
  const path = 'works.list';
  const { contact, relation, cursor } = options.request;
  const filter = { type: ['ticket', 'issue'], ...contactFilter({ path, field: FILTER[relation], contact }) };
  const { page, ...rest } = await listPage({ ...options, path, filter, cursor, schema: worksPage });
  return { items: page.works.map((work) => ticketOf(work, `POST ${path}`)), ...rest };
}

/** One ticket or issue by DON or display id, null when DevRev's own 404 says that there is none. Throws CrmError. */
export async function readTicket(transport: Transport, id: string, options?: CallOptions): Promise<CrmTicket | null> {
  const path = 'works.get';
  const inside = ({ work }: { work: Work }): Work => work;
  const work = await readObject({ transport, path, id, what: 'ticket', schema: workAnswer, inside, options });
  return work === null ? null : ticketOf(work, `POST ${path}`);
}

function ticketOf(work: Work, call: string): CrmTicket {
  return { id: work.id, displayId: work.display_id || work.id, reportedBy: contactsAmong(work.reported_by, call) };
}
