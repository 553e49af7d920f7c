import { emailKey } from '../../../contacts/keys/email-key.ts';
import type { CreatedContact, Restoring } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import { instantOf } from '../instant-of.ts';
import { askFor } from '../read-contact.ts';
import type { PodiumContact } from '../schemas.ts';
import type { PodiumSettings } from '../settings.ts';
import type { Transport } from '../transport.ts';
import { createContact } from './create-contact.ts';
import { requireEmail } from './require-email.ts';
import { RESTORING } from './restorable.ts';
import { fieldsOf } from './restorable-fields.ts';
import { setFields } from './set-fields.ts';

/** How a merge is taken back in Podium: the contact is made anew by an e-mail that nobody has, and given what else can be written. */
export function podiumRestoring(transport: Transport, settings: Pick<PodiumSettings, 'directory'>): Restoring {
  return {
    ...RESTORING,
    fieldsOf,
    create: (request, call) => createContact(transport, request, call),
    findByMarker: async ({ marker }, call) => {
      const email = requireEmail(marker);
      const found = await askFor({ transport, options: call }, email);
      if (found === null) return { items: [], nextCursor: null, raw: new Uint8Array() };
      const raw = Buffer.from(JSON.stringify({ data: found }));
      return { items: [foundAs(found, email)], nextCursor: null, raw };
    },
    setFields: async (uid, fields, call) => {
      const org = transport.access.organization();
      const known = org === null ? null : await settings.directory?.({ org, contact: uid });
      const address = known?.own?.address;
      if (address === undefined)
        throw new CrmError({
          kind: 'invalid',
          message: 'PATCH /v4/contacts/{identifier}: it has no address of its own',
        });
      await setFields(transport, { address: requireEmail(address), fields }, call);
    },
  };
}

function foundAs(found: PodiumContact, email: string): CreatedContact {
  const { channels, phoneNumbers, emails, conversations } = found;
  const all = [...(channels ?? []).map(({ identifier }) => identifier), ...(phoneNumbers ?? []), ...(emails ?? [])];
  const isBare = all.every((one) => emailKey(one) === emailKey(email)) && (conversations ?? []).length === 0;
  return { id: found.uid, displayId: found.uid, found: { createdAt: instantOf(found.createdAt), isBare } };
}
