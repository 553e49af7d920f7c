import type { ContactChange, WriteOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { statusError } from '../http/failures.ts';
import { contactDisplayId } from './ids.ts';
import type { Transport } from './transport.ts';

/** Only with custom fields: without them it makes DevRev refuse old contacts. */
const TENANT_FIELDS = { tenant_fragment: true };

const CALL = 'POST rev-users.update';

/**
 * Sets tenant fields of a contact, or its external reference. Other fragments and fields that are not named stay as they are. Required fields are not
 * validated: an old contact may lack some, and that is not ours to heal.
 */
export async function updateContact(
  transport: Transport,
  change: { id: string } & ContactChange,
  options?: WriteOptions,
): Promise<void> {
  const { id, customFields, externalRef } = change;
  if (contactDisplayId(id) === null) throw new CrmError({ kind: 'invalid', message: `${CALL}: id is not a contact's` });
  const body = {
    id,
    ...(externalRef === undefined ? {} : { external_ref: externalRef }),
    ...(customFields === undefined ? {} : { custom_fields: customFields, custom_schema_spec: TENANT_FIELDS }),
  };
  const answer = await transport.post('rev-users.update', body, options);
  if (answer.status !== 200) throw statusError(CALL, answer);
}
