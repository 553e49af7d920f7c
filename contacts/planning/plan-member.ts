import type { Contact } from '../contact.ts';
import { shownEmail } from '../keys/normalize.ts';
import type { PlanMember } from '../plan.ts';
import { sortedMember } from './canonical-cluster.ts';
import { writtenEmail } from './spellings.ts';

/** What the plan keeps of a contact of a cluster; its address only where that is not the cluster's, letter by letter. */
export function planMember(contact: Contact, clusterEmail: string): PlanMember {
  const written = writtenEmail(contact);
  if (written === clusterEmail) return sortedMember(contact);
  const shown = shownEmail(written);
  const compared = shown === clusterEmail ? shown : contact.email;
  return sortedMember({ ...contact, keys: { emails: [{ written, compared }] } });
}
