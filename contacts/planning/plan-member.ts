import type { Contact } from '../contact.ts';
import { shownEmail } from '../keys/normalize.ts';
import type { PlanMember } from '../plan.ts';
import { sortedMember } from './canonical-cluster.ts';
import { writtenEmail } from './spellings.ts';

/**
 * What the plan keeps of a contact of a cluster; its address only where that is not the cluster's, letter by letter, and its name
 * only where the decision rests on it.
 */
export function planMember(contact: Contact, cluster: { email: string; named: boolean }): PlanMember {
  const { email, emailWritten: _, name, ...kept } = contact;
  const written = writtenEmail(contact);
  const more: Pick<PlanMember, 'keys' | 'name'> = {};
  if (written !== cluster.email) {
    const shown = shownEmail(written);
    more.keys = { emails: [{ written, compared: shown === cluster.email ? shown : email }] };
  }
  if (cluster.named && name !== '') more.name = name;
  return sortedMember({ ...kept, ...more });
}
