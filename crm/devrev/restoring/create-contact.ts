import type { CreatedContact, WriteOptions } from '../../crm.ts';
import { statusError } from '../../http/failures.ts';
import { badAnswer, parseAnswer } from '../../http/json.ts';
import { contactDisplayId } from '../ids.ts';
import { type CreatedUser, createdAnswer, restorableUser } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import { requestOf } from './restorable-fields.ts';

const CALL = 'POST rev-users.create';

/** So that nobody can be reached who has opted out, and so that the marker is the reference. */
const NOT_YET = ['email', 'phone_numbers', 'external_ref'];

/**
 * Makes a contact in the workspace of `raw`. DevRev documents custom fields of a creation in beta alone, so they alone ask for it. Never retried:
 * after an error only `findByMarker` tells. Throws CrmError, `bad-answer` where the answer names no contact.
 */
export async function createContact(
  transport: Transport,
  request: { raw: Uint8Array; marker: string; fields: Record<string, unknown> },
  options?: WriteOptions,
): Promise<CreatedContact> {
  const { raw, marker, fields } = request;
  const former = parseAnswer({ call: 'A contact', status: 200, body: raw, schema: restorableUser }).rev_user;
  const kept = Object.entries(fields).filter(([name, value]) => !NOT_YET.includes(name) && !isEmpty(value));
  const written = requestOf(Object.fromEntries(kept));
  const workspace = former.rev_org?.id;
  const body = { ...(workspace ? { rev_org: workspace } : {}), ...written, external_ref: marker };
  const beta = 'custom_fields' in written;
  const answer = await transport.post('rev-users.create', body, { ...options, beta });
  const { status } = answer;
  if (status !== 201 && status !== 200) throw statusError(CALL, answer);
  return idsOf(parseAnswer({ call: CALL, status, body: answer.body, schema: createdAnswer }).rev_user, CALL);
}

/** Throws CrmError `bad-answer` for an id that is no contact's. */
export function idsOf(user: Pick<CreatedUser, 'id' | 'display_id'>, call: string): CreatedContact {
  const displayId = contactDisplayId(user.id) ?? contactDisplayId(user.display_id);
  if (displayId === null) throw badAnswer({ call, status: 200, problem: 'names no contact' });
  return { id: user.id, displayId };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
