import type { CallOptions, CrmTicket, Page, TicketRelation } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { contactsAmong } from './contacts-among.ts';
import { statusError } from './failures.ts';
import { contactDisplayId } from './ids.ts';
import { badAnswer, parseAnswer } from './json.ts';
import { isOwnNotFound } from './own-not-found.ts';
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
  const call = 'POST works.list';
  const { contact, relation, cursor } = options.request;
  // A filter that DevRev does not understand could list everybody's tickets.
  if (contactDisplayId(contact) === null)
    throw new CrmError({ kind: 'invalid', message: `${call}: id is not a contact's` });
  const filter = { type: ['ticket', 'issue'], [FILTER[relation]]: [contact], limit: options.pageLimit };
  const body = cursor === null ? filter : { ...filter, cursor };
  const answer = await options.transport.post('works.list', body, options.call);
  if (answer.status !== 200) throw statusError(call, answer);
  const page = parseAnswer({ call, status: 200, body: answer.body, schema: worksPage });
  const items = page.works.map((work) => ticketOf(work, call));
  return { items, nextCursor: page.next_cursor || null, raw: answer.body };
}

/** One ticket or issue by DON or display id, null when DevRev's own 404 says that there is none. Throws CrmError. */
export async function readTicket(transport: Transport, id: string, options?: CallOptions): Promise<CrmTicket | null> {
  const call = 'POST works.get';
  const answer = await transport.post('works.get', { id }, options);
  if (answer.status === 404 && isOwnNotFound(answer.body)) return null;
  if (answer.status === 404) throw badAnswer({ call, status: 404, problem: 'is not a 404 of the ticket' });
  if (answer.status !== 200) throw statusError(call, answer);
  const { work } = parseAnswer({ call, status: 200, body: answer.body, schema: workAnswer });
  if (work.id !== id && work.display_id !== id) throw badAnswer({ call, status: 200, problem: 'holds another ticket' });
  return ticketOf(work, call);
}

function ticketOf(work: Work, call: string): CrmTicket {
  return { id: work.id, displayId: work.display_id || work.id, reportedBy: contactsAmong(work.reported_by, call) };
}
