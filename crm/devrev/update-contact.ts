import type { WriteOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { statusError } from './failures.ts';
import { contactDisplayId } from './ids.ts';
import type { Transport } from './transport.ts';

const CALL = 'POST rev-users.update';

/**
 * Sets tenant fields of a contact. Other fragments and fields that are not named stay as they are. Required fields are not
 * validated: an old contact may lack some, and that is not ours to heal.
 */
export async function updateContact(
  transport: Transport,
  change: { id: string; customFields: Record<string, unknown> },
  options?: WriteOptions,
): Promise<void> {
  const { id, customFields } = change;
  if (contactDisplayId(id) === null) throw new CrmError({ kind: 'invalid', message: `${CALL}: id is not a contact's` });
  const body = { id, custom_fields: customFields, custom_schema_spec: { tenant_fragment: true } };
  const answer = await transport.post('rev-users.update', body, options);
  if (answer.status !== 200) throw statusError(CALL, answer);
}
