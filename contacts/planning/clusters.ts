import type { Contact } from '../contact.ts';
import { compareText } from '../keys/normalize.ts';
import type { ContactGroups } from './groups.ts';
import { packContact, packedId, unpackContact } from './packed-contact.ts';
import { clusterId } from './plan-text.ts';

/** Contacts believed to be one person. */
export interface Cluster {
  id: string;
  email: string;
  /** Two or more, sorted by id, each id once. */
  members: Contact[];
}

/** The groups of two or more contacts, sorted by cluster id and unpacked one by one. */
export function* clustersOf({ byEmail, repeatedIds }: ContactGroups): Generator<Cluster> {
  const groups = repeatedIds.size === 0 ? byEmail : joinedGroups(byEmail, repeatedIds);
  const found: { id: string; email: string; group: string[] }[] = [];
  for (const [email, group] of groups) {
    if (typeof group === 'string') continue;
    const ids = group.map(packedId).sort();
    const once = repeatedIds.size === 0 ? ids : [...new Set(ids)];
    if (once.length > 1) found.push({ id: clusterId(once), email, group });
  }
  found.sort((a, b) => compareText(a.id, b.id));
  for (const { id, email, group } of found) yield { id, email, members: sortedOnce(group.map(unpackContact)) };
}

/** Rows with one id count as one; which of them must not depend on the order of the rows. */
function sortedOnce(contacts: Contact[]): Contact[] {
  contacts.sort((a, b) => compareText(a.id, b.id) || compareText(packContact(a), packContact(b)));
  return contacts.filter(({ id }, at) => at === 0 || id !== contacts[at - 1]?.id);
}

/** Groups that share a repeated id become one: clusters stay disjoint, and a person sees all that hangs together. */
function joinedGroups(
  byEmail: ContactGroups['byEmail'],
  repeatedIds: ReadonlyMap<string, unknown>,
): ContactGroups['byEmail'] {
  const groups = new Map(byEmail);
  const emailOf = new Map<string, string>();
  const shared: { email: string; group: string[] }[] = [];
  for (const [email, group] of byEmail) {
    const list = typeof group === 'string' ? [group] : group;
    if (list.some((packed) => repeatedIds.has(packedId(packed)))) shared.push({ email, group: list });
  }
  shared.sort((a, b) => compareText(a.email, b.email));
  for (const { email, group } of shared) {
    const homes = group.map((packed) => emailOf.get(packedId(packed))).filter((home) => home !== undefined);
    const joined = [...new Set([...homes, email])].sort(compareText);
    const [target = email] = joined;
    const all = joined.flatMap((one) => groups.get(one) ?? []);
    for (const one of joined) groups.delete(one);
    groups.set(target, all);
    for (const packed of all) emailOf.set(packedId(packed), target);
  }
  return groups;
}
