import type { BasePage, CallOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, jsonObject, parseAnswer } from '../http/json.ts';
import { baseContactOf } from './base-contact.ts';
import { refuseOthers } from './organization.ts';
import { contactsPage, type PodiumContact, refusal } from './schemas.ts';
import type { Transport } from './transport.ts';

const CALL = 'GET /v4/contacts';

export interface ListOptions {
  transport: Transport;
  pageLimit: number;
  cursor: string | null;
  since: string | null;
  call: CallOptions | undefined;
}

/** One page of all contacts, as a scan takes it. Throws CrmError. */
export async function listContacts(options: ListOptions): Promise<BasePage> {
  const { contacts, nextCursor } = await contactPage(options);
  const rejected: BasePage['rejected'] = [];
  const taken: BasePage['contacts'] = [];
  for (const contact of contacts) {
    const base = baseContactOf(contact);
    if (base === null) rejected.push({ uid: contact.uid, reason: 'no-updated-at' });
    else taken.push(base);
  }
  return { contacts: taken, rejected, nextCursor };
}

/** The same page with the contacts as Podium shows them. */
export async function contactPage(
  options: ListOptions,
): Promise<{ contacts: PodiumContact[]; nextCursor: string | null }> {
  const { transport, pageLimit, cursor, since, call } = options;
  const query = {
    limit: String(pageLimit),
    ...(cursor !== null && { cursor }),
    ...(since !== null && { updated_at: wholeSeconds(since) }),
  };
  const answer = await transport.get({ path: '/v4/contacts', query, call: CALL }, call);
  if (answer.status !== 200) throw refused(answer, cursor);
  const { data, metadata } = parseAnswer({ call: CALL, status: 200, body: answer.body, schema: contactsPage });
  refuseOthers(data, transport);
  const { nextCursor } = metadata;
  if (nextCursor && nextCursor === cursor) {
    throw badAnswer({ call: CALL, status: 200, problem: 'names the page that was asked for as the next one' });
  }
  // A full page that says nothing of a next one is of a shape that nobody has seen: it must not end a scan.
  if (nextCursor === undefined && data.length >= pageLimit) {
    throw badAnswer({ call: CALL, status: 200, problem: 'holds a full page and says nothing of a next one' });
  }
  return { contacts: data, nextCursor: nextCursor || null };
}

/** Where codes are numbers nobody has said which is which: of a page that a cursor names, a 400 is taken for the cursor's. */
function refused(answer: Answer, cursor: string | null): CrmError {
  const { status } = answer;
  const parsed = refusal.safeParse(jsonObject(answer.body));
  const code = parsed.success ? parsed.data.code : null;
  if (status === 400 && (code === 'invalid_cursor' || (cursor !== null && typeof code === 'number'))) {
    return new CrmError({ kind: 'cursor-lost', status, message: `${CALL}: the cursor is good no more` });
  }
  return statusError(CALL, answer);
}

/** As Podium takes it, and rather a second too early. */
function wholeSeconds(instant: string): string {
  return `${new Date(Date.parse(instant) - 1000).toISOString().slice(0, 19)}Z`;
}
