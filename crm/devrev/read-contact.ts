import type { CallOptions, ContactReading, CrmContact, ShownDescription } from '../crm.ts';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, parseAnswer } from '../http/json.ts';
import { safeWord } from '../http/safe-word.ts';
import { artifactsIn } from './artifacts-in.ts';
import { contactDisplayId, contactNamedIn } from './ids.ts';
import { isOwnNotFound } from './read-object.ts';
import { type RevUser, revUserAnswer } from './schemas.ts';
import type { Transport } from './transport.ts';

const CALL = 'POST rev-users.get';

/** By what people are found again. */
export const SHOWN: ShownDescription = {
  kinds: ['full_name', 'email', 'phone'],
  cellsIn: (raw) => {
    const user = parseAnswer({ call: CALL, status: 200, body: raw, schema: revUserAnswer }).rev_user;
    const { phone_numbers: numbers } = user;
    const phones = Array.isArray(numbers) ? numbers.filter((one) => typeof one === 'string' && one !== '') : [];
    return { full_name: nameOf(user), email: user.email ?? '', phone: phones.join('; ') };
  },
  fieldsIn: (raw) => {
    const user = parseAnswer({ call: CALL, status: 200, body: raw, schema: revUserAnswer }).rev_user;
    const { external_ref: externalRef, rev_org: workspace, custom_fields: custom } = user;
    return {
      ...Object.fromEntries(Object.entries(custom ?? {}).map(([name, value]) => [name, textOf(value)])),
      externalRef: externalRef ?? '',
      // By its workspace a contact belongs to an account: another one is another account.
      accountId: workspace?.id ?? '',
      accountName: workspace?.display_name ?? '',
    };
  },
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
}

/**
 * One contact by DON or display id. What a merged contact looks like is undocumented, so four forms count as gone:
 * DevRev's own 404, state `deleted`, a `primary_identity` that is another contact, a 301 or 308 that names another contact.
 * Throws CrmError `bad-answer` when the answer speaks of another contact, or when a 404 or redirect is not recognizably DevRev's.
 */
export async function readContact(transport: Transport, id: string, options?: CallOptions): Promise<ContactReading> {
  const displayId = contactDisplayId(id);
  if (displayId === null) throw new CrmError({ kind: 'invalid', message: `${CALL}: id is not a contact's` });
  const answer = await transport.post('rev-users.get', { id }, options);
  const { status, body: raw } = answer;
  if (status === 404) return notFound(answer);
  if (status === 301 || status === 308) return redirected(answer, displayId);
  if (status !== 200) throw statusError(CALL, answer);
  const user = parseAnswer({ call: CALL, status, body: raw, schema: revUserAnswer }).rev_user;
  if (!isSame(user, id, displayId)) throw badAnswer({ call: CALL, status, problem: 'holds another contact' });
  return reading(user, displayId, raw);
}

function reading(user: RevUser, displayId: string, raw: Uint8Array): ContactReading {
  const pointsTo = otherIdentity(user, displayId);
  if (user.state === 'deleted') return { kind: 'gone', how: 'deleted', pointsTo, raw };
  if (pointsTo !== null) return { kind: 'gone', how: 'redirect', pointsTo, raw };
  const contact: CrmContact = {
    id: user.id,
    displayId,
    email: user.email ?? '',
    name: nameOf(user),
    externalRef: user.external_ref ?? '',
    state: user.state ? safeWord(user.state) : '',
    isVerified: user.is_verified ?? null,
    primaryIdentity: null,
    modifiedAt: user.modified_date ?? '',
    customFields: user.custom_fields ?? {},
    attachments: artifactsIn(user),
    raw,
  };
  return { kind: 'alive', contact };
}

function nameOf({ full_name: full, display_name: shown }: RevUser): string {
  return full || shown || '';
}

function notFound(answer: Answer): ContactReading {
  if (!isOwnNotFound(answer.body)) throw badAnswer({ call: CALL, status: 404, problem: 'is not a 404 of the contact' });
  return { kind: 'gone', how: 'not-found', pointsTo: null, raw: answer.body };
}

/** A redirect to https or to a login page names no other contact. */
function redirected(answer: Answer, displayId: string): ContactReading {
  const pointsTo = contactNamedIn(`${answer.headers.location}`);
  if (pointsTo === null || pointsTo === displayId) {
    throw badAnswer({ call: CALL, status: answer.status, problem: 'is a redirect to no other contact' });
  }
  return { kind: 'gone', how: 'redirect', pointsTo, raw: answer.body };
}

function isSame(user: RevUser, id: string, displayId: string): boolean {
  if (user.display_id != null && user.display_id !== displayId) return false;
  return user.id === id || (id === displayId && contactDisplayId(user.id) === displayId);
}

function otherIdentity(user: RevUser, displayId: string): string | null {
  const identity = user.primary_identity;
  const named = contactDisplayId(identity?.id) ?? contactDisplayId(identity?.display_id);
  return named === displayId ? null : named;
}
