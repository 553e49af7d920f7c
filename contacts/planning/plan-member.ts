import type { Contact } from '../contact.ts';
import { shownEmail } from '../keys/normalize.ts';
import type { PlanMember } from '../plan.ts';
import { plainMember, sortedMember } from './canonical-cluster.ts';
import { writtenEmail } from './spellings.ts';

/**
 * What the plan keeps of a contact of a cluster; its address only where that is not the cluster's, letter by letter, and its name
 * only where the decision rests on it.
 */
export function planMember(contact: Contact, cluster: { email: string; named: boolean }): PlanMember {
  const written = writtenEmail(contact);
  const isNamed = cluster.named && contact.name !== '';
  if (written === cluster.email && !isNamed) return plainMember(contact);
  const more: Pick<PlanMember, 'keys' | 'name'> = {};
  if (written !== cluster.email) {
    const shown = shownEmail(written);
    more.keys = { emails: [{ written, compared: shown === cluster.email ? shown : contact.email }] };
  }
  if (isNamed) more.name = contact.name;
  return sortedMember({ ...plainMember(contact), ...more });
}
