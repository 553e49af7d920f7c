import type { Contact } from '../contact.ts';
import { shownEmail } from '../keys/normalize.ts';
import type { PlanMember } from '../plan.ts';
import { plainMember, sortedMember } from './canonical-cluster.ts';
import { writtenEmail } from './spellings.ts';

/**
 * What the plan keeps of a contact of a cluster: all that its row says, since a person is shown it; its address only where that is not
 * the cluster's, letter by letter.
 */
export function planMember(contact: Contact, cluster: { email: string }): PlanMember {
  const written = writtenEmail(contact);
  const { fields } = contact;
  const isNamed = contact.name !== '';
  if (written === cluster.email && !isNamed && fields === undefined) return plainMember(contact);
  const more: Pick<PlanMember, 'fields' | 'keys' | 'name'> = {};
  if (written !== cluster.email) {
    const shown = shownEmail(written);
    more.keys = { emails: [{ written, compared: shown === cluster.email ? shown : contact.email }] };
  }
  if (isNamed) more.name = contact.name;
  if (fields !== undefined) more.fields = fields;
  return sortedMember({ ...plainMember(contact), ...more });
}
