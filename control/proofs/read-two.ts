import type { BaseContact } from '../../contacts/base/base-contact.ts';
import type { KnownContact } from '../../crm/connector.ts';
import type { Carrying, Crm, CrmContact } from '../../crm/crm.ts';
import { Refused } from '../refused.ts';

export interface Two {
  primary: One;
  duplicate: One;
}

interface One {
  shown: CrmContact;
  contact: BaseContact;
}

/** Both by the addresses that a person names, which must be two contacts. Throws Refused. `known` learns by what they are asked for. */
export async function readTwo(request: {
  crm: Crm;
  carrying: Carrying;
  addresses: { primary: string; duplicate: string };
  known: Map<string, KnownContact>;
}): Promise<Two> {
  const { addresses } = request;
  const primary = await readOne(request, addresses.primary);
  const duplicate = await readOne(request, addresses.duplicate);
  if (primary.contact.uid === duplicate.contact.uid) {
    throw new Refused('Both addresses answer with one contact: name two that were made for this');
  }
  return { primary, duplicate };
}

async function readOne(
  { crm, carrying, known }: { crm: Crm; carrying: Carrying; known: Map<string, KnownContact> },
  address: string,
): Promise<One> {
  if (address.startsWith('+')) {
    throw new Refused(`A phone is nobody's own: name the contact by a conversation or an e-mail, not by ${address}`);
  }
  const uid = await carrying.whoAnswers(address);
  if (uid === null) throw new Refused(`No contact answers to '${address}': nothing was changed`);
  const now = new Date().toISOString();
  known.set(uid, { identifiers: [address], updatedAt: now, own: { address, seenAt: now } });
  const reading = await crm.readContact(uid);
  const contact = reading.kind === 'alive' ? carrying.contactOf(reading.contact.raw) : null;
  if (reading.kind === 'gone' || contact === null) throw new Refused(`No contact answers to '${address}' any more`);
  return { shown: reading.contact, contact };
}
