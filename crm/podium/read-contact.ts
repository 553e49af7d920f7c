import type { CallOptions, ContactReading, CrmContact } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, jsonObject, parseAnswer } from '../http/json.ts';
import { instantOf } from './instant-of.ts';
import { contactPage } from './list-contacts.ts';
import { refuseOthers } from './organization.ts';
import { contactAnswer, type PodiumContact, refusal } from './schemas.ts';
import type { PodiumSettings } from './settings.ts';
import type { Transport } from './transport.ts';

const CALL = 'GET /v4/contacts/{identifier}';
/** Of what was changed since the contact was, so many pages of a hundred are looked through for it. */
const MOST_PAGES = 100;
const CLOCKS_APART_MS = 10 * 60_000;

export interface ReadContact {
  transport: Transport;
  settings: Pick<PodiumSettings, 'directory' | 'pageLimit'>;
  uid: string;
  options: CallOptions | undefined;
}

/**
 * One contact by its uid, which Podium does not take: it is asked for by its conversations, e-mails and phones until the one that
 * answers is the one that was meant, since several may share them. Where none does, it is looked for among all that was changed since it
 * was seen: a contact that is not there is gone. Throws CrmError.
 */
export async function readContact(request: ReadContact): Promise<ContactReading> {
  const { transport, settings, uid } = request;
  const org = transport.access.organization();
  const known = org === null ? null : await settings.directory?.({ org, contact: uid });
  if (known == null) {
    throw new CrmError({
      kind: 'invalid',
      message: `${CALL}: no scan has seen this contact, and Podium takes no uids`,
    });
  }
  if (known.own !== undefined) {
    const found = await askFor(request, known.own.address);
    if (found?.uid === uid) return alive(found);
    // It was there then: whoever has changed it since has made it newer. With another one at its address it may only be hidden.
    if (found === null) return lookThrough(request, marginBefore(known.own.seenAt));
  }
  for (const identifier of known.identifiers) {
    const found = await askFor(request, identifier);
    if (found?.uid === uid) return alive(found);
  }
  return lookThrough(request, known.updatedAt);
}

/** Null where Podium itself says that nobody has this identifier. */
export async function askFor(
  { transport, options }: Pick<ReadContact, 'transport' | 'options'>,
  identifier: string,
): Promise<PodiumContact | null> {
  const answer = await transport.get({ path: `/v4/contacts/${encodeURIComponent(identifier)}`, call: CALL }, options);
  const { status, body } = answer;
  if (status === 404) {
    if (refusal.safeParse(jsonObject(body)).success) return null;
    throw badAnswer({ call: CALL, status, problem: 'is not a 404 of the contact' });
  }
  // What was typed once and is no phone any more, such as "call after 5pm".
  if (status === 400) return null;
  if (status !== 200) throw statusError(CALL, answer);
  const { data } = parseAnswer({ call: CALL, status, body, schema: contactAnswer });
  refuseOthers([data], transport);
  return data;
}

/** Podium's clock is not ours. */
function marginBefore(instant: string): string {
  return new Date(Date.parse(instant) - CLOCKS_APART_MS).toISOString();
}

/** Whatever was done to it has changed it: a living one is among these. */
async function lookThrough(request: ReadContact, since: string): Promise<ContactReading> {
  const { transport, settings, uid, options: call } = request;
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await contactPage({ transport, pageLimit: settings.pageLimit, cursor, since, call });
    const found = page.contacts.find((contact) => contact.uid === uid);
    if (found !== undefined) return alive(found);
    cursor = page.nextCursor;
    if (cursor === null) return { kind: 'gone', how: 'not-found', pointsTo: null, raw: new Uint8Array() };
  }
  throw new CrmError({
    kind: 'invalid',
    message: `${CALL}: another contact shares all that this one can be asked for by, and too many were changed since`,
  });
}

/** `raw` is the contact as Podium shows it, whether alone or in a list. */
function alive(found: PodiumContact): ContactReading {
  const modifiedAt = instantOf(found.updatedAt);
  if (modifiedAt === null) throw badAnswer({ call: CALL, status: 200, problem: 'does not say when it was changed' });
  const contact: CrmContact = {
    id: found.uid,
    displayId: found.uid,
    email: found.emails?.[0] ?? found.channels?.find(({ type }) => type === 'EMAIL')?.identifier ?? '',
    name: found.name ?? '',
    externalRef: '',
    state: 'active',
    isVerified: null,
    primaryIdentity: null,
    modifiedAt,
    customFields: {},
    attachments: [],
    raw: Buffer.from(JSON.stringify({ data: found }, null, 2)),
  };
  return { kind: 'alive', contact };
}
