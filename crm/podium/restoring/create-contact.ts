import type { WriteOptions } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import type { Transport } from '../transport.ts';
import { accepted } from '../writing/accepted.ts';
import { requireEmail } from './require-email.ts';

const CALL = 'POST /v4/contacts';

/**
 * Makes a contact by its e-mail alone: a create with an identifier that somebody has changes that contact, so there is no other one in it. Answered
 * with 202: whether it was made, and under which uid, only asking by the e-mail tells. Throws CrmError.
 */
export async function createContact(
  transport: Transport,
  { marker, fields }: { marker: string; fields: Record<string, unknown> },
  options?: WriteOptions,
): Promise<null> {
  const { name, locations } = fields;
  const isPlaced = Array.isArray(locations) && locations.length > 0;
  if (typeof name !== 'string' || name === '' || !isPlaced)
    throw new CrmError({ kind: 'invalid', message: `${CALL}: takes a name and a place` });
  const body = { name, email: requireEmail(marker), locations };
  await accepted(transport, { method: 'POST', path: '/v4/contacts', body, call: CALL }, options);
  return null;
}
