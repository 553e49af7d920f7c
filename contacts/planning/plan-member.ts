import type { Contact } from '../contact.ts';
import type { PlanMember } from '../plan.ts';
import { sortedMember } from './canonical-cluster.ts';

/** What the plan keeps of a contact of a cluster; its address only where that is not the cluster's, letter by letter. */
export function planMember(contact: Contact, clusterEmail: string): PlanMember {
  const { email, emailWritten } = contact;
  const written = emailWritten === '' ? email : emailWritten;
  if (written === clusterEmail) return sortedMember(contact);
  return sortedMember({ ...contact, keys: { emails: [{ written, compared: email }] } });
}
