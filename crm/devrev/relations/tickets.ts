import type { CallOptions, CrmThing, Page } from '../../crm.ts';
import { artifactsIn } from '../artifacts-in.ts';
import { listPage } from '../list-page.ts';
import { readObject } from '../read-object.ts';
import { type Work, workAnswer, worksPage } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import { contactFilter } from './contact-filter.ts';
import { contactsAmong } from './contacts-among.ts';

/** How a ticket or issue names a contact, as `works.list` filters by it. */
export type Role = 'reported_by' | 'created_by' | 'owned_by';

export const TICKETS: readonly string[] = ['ticket', 'issue'];
/** DevRev has them in beta. */
export const DEALS: readonly string[] = ['opportunity', 'task'];

/** One page of the tickets and issues, or opportunities and tasks, that name a contact in one way. Throws CrmError. */
export async function listTickets(options: {
  transport: Transport;
  pageLimit: number;
  request: { contact: string; role: Role; types: readonly string[]; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmThing>> {
  const path = 'works.list';
  const { contact, role, types, cursor } = options.request;
  const filter = { type: types, ...contactFilter({ path, field: role, contact }) };
  const inBeta = types === DEALS ? { beta: true, ownRefusals: true } : {};
  const { page, ...rest } = await listPage({ ...options, ...inBeta, path, filter, cursor, schema: worksPage });
  return { items: page.works.map((work) => ticketOf(work, `POST ${path}`)), ...rest };
}

/** One ticket or issue by DON or display id, null when DevRev's own 404 says that there is none. Throws CrmError. */
export async function readTicket(transport: Transport, id: string, options?: CallOptions): Promise<CrmThing | null> {
  const path = 'works.get';
  const inside = ({ work }: { work: Work }): Work => work;
  const work = await readObject({ transport, path, id, what: 'ticket', schema: workAnswer, inside, options });
  return work === null ? null : ticketOf(work, `POST ${path}`);
}

/** Its contacts are those who have reported it: only they change with a merge. */
function ticketOf(work: Work, call: string): CrmThing {
  return {
    id: work.id,
    displayId: work.display_id || work.id,
    contacts: contactsAmong(work.reported_by, call),
    attachments: artifactsIn(work),
    ...(work.actual_close_date ? { closedAt: work.actual_close_date } : {}),
  };
}
