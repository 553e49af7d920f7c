import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import type { FilledField } from '../../../contacts/plan.ts';
import type { Carrying, WriteOptions } from '../../crm.ts';
import { baseContactOf } from '../base-contact.ts';
import { askFor } from '../read-contact.ts';
import { contactAnswer } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import { accepted } from './accepted.ts';
import { bodyOf } from './body-of.ts';
import { contactPath, REFUSALS } from './paths.ts';

/** What is to stand on the primary before its duplicate goes: values that it lacks, and refusals. All of it is answered with 202. */
export function podiumCarrying(transport: Transport): Carrying {
  return {
    // No call for e-mails is documented.
    refusable: { transactional: ['phone'], marketing: ['phone'] },
    contactOf: (raw) => {
      const { data } = contactAnswer.parse(JSON.parse(Buffer.from(raw).toString('utf8')));
      return baseContactOf(data);
    },
    whoAnswers: async (address, options) => (await askFor({ transport, options }, address))?.uid ?? null,
    grouped,
    give: ({ address, contact, fields }, options) => give(transport, { address, contact, fields }, options),
    refuse: ({ what, identifier, location }, options) => {
      const channel = { identifier, type: 'PHONE' };
      const body = what === 'transactional' ? { channel, locationUid: location } : { channel };
      return accepted(
        transport,
        { method: 'POST', path: REFUSALS[what], body, call: `POST ${REFUSALS[what]}` },
        options,
      );
    },
  };
}

/** Tags and attributes take a request each. */
function grouped(fields: readonly FilledField[]): FilledField[][] {
  const isAlone = ({ field }: FilledField): boolean => field === 'tag' || field.startsWith('attribute.');
  const together = fields.filter((one) => !isAlone(one));
  return [...(together.length === 0 ? [] : [together]), ...fields.filter(isAlone).map((one) => [one])];
}

function give(
  transport: Transport,
  { address, contact, fields }: { address: string; contact: BaseContact; fields: readonly FilledField[] },
  options: WriteOptions | undefined,
): Promise<void> {
  const path = contactPath(address);
  const [{ field, value } = { field: '', value: '' }] = fields;
  if (field === 'tag') {
    const call = 'POST /v4/contacts/{identifier}/tags/{uid}';
    return accepted(
      transport,
      { method: 'POST', path: `${path}/tags/${encodeURIComponent(value)}`, body: {}, call },
      options,
    );
  }
  if (field.startsWith('attribute.')) {
    const uid = encodeURIComponent(field.slice('attribute.'.length));
    const call = 'POST /v4/contacts/{identifier}/attributes/{uid}';
    return accepted(transport, { method: 'POST', path: `${path}/attributes/${uid}`, body: { value }, call }, options);
  }
  const call = 'PATCH /v4/contacts/{identifier}';
  return accepted(transport, { method: 'PATCH', path, body: bodyOf(fields, contact), call }, options);
}
