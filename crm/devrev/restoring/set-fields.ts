import type { WriteOptions } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import { statusError } from '../../http/failures.ts';
import { contactDisplayId } from '../ids.ts';
import type { Transport } from '../transport.ts';
import { requestOf } from './restorable-fields.ts';

const CALL = 'POST rev-users.update';

/** Sets fields of a contact by name and leaves the others. No fields: no call. Throws CrmError. */
export async function setFields(
  transport: Transport,
  { id, fields }: { id: string; fields: Record<string, unknown> },
  options?: WriteOptions,
): Promise<void> {
  if (contactDisplayId(id) === null) throw new CrmError({ kind: 'invalid', message: `${CALL}: id is not a contact's` });
  const written = requestOf(fields);
  if (Object.keys(written).length === 0) return;
  const answer = await transport.post('rev-users.update', { id, ...written }, options);
  if (answer.status !== 200) throw statusError(CALL, answer);
}
