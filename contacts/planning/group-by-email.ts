import type { Contact } from '../contact.ts';
import { compareText } from '../keys/normalize.ts';
import type { Cluster, Grouping } from './grouping.ts';
import { packContact, packedEmail, packedId, unpackContact } from './packed-contact.ts';
import { clusterId } from './plan-text.ts';
import { cleaningDoubts } from './spellings.ts';

/** Packed contacts by e-mail: one as its text, more as a list. */
type Groups = Map<string, string | string[]>;

/** Contacts whose e-mails have one key are one person; where only cleaning made it one, a person must look. */
export function groupByEmail(): Grouping {
  const groups: Groups = new Map();
  return {
    add: (packed) => {
      const email = packedEmail(packed);
      if (email === '') return false;
      const group = groups.get(email);
      if (group === undefined) groups.set(email, packed);
      else if (typeof group === 'string') groups.set(email, [group, packed]);
      else group.push(packed);
      return true;
    },
    clusters: (repeatedIds) => clustersOf(groups, repeatedIds),
  };
}

/** The groups of two or more contacts, sorted by cluster id and unpacked one by one. */
function* clustersOf(groups: Groups, repeatedIds: ReadonlyMap<string, unknown>): Generator<Cluster> {
  const joined = repeatedIds.size === 0 ? groups : joinedGroups(groups, repeatedIds);
  const found: { id: string; email: string; group: string[] }[] = [];
  for (const [email, group] of joined) {
    if (typeof group === 'string') continue;
    const ids = group.map(packedId).sort();
    const once = repeatedIds.size === 0 ? ids : [...new Set(ids)];
    if (once.length > 1) found.push({ id: clusterId(once), email, group });
  }
  found.sort((a, b) => compareText(a.id, b.id));
  for (const { id, email, group } of found) {
    const members = sortedOnce(group.map(unpackContact));
    yield { id, email, members, doubts: cleaningDoubts(members) };
  }
}

/** Rows with one id count as one; which of them must not depend on the order of the rows. */
function sortedOnce(contacts: Contact[]): Contact[] {
  contacts.sort((a, b) => compareText(a.id, b.id) || compareText(packContact(a), packContact(b)));
  return contacts.filter(({ id }, at) => at === 0 || id !== contacts[at - 1]?.id);
}

/** Groups that share a repeated id become one: clusters stay disjoint, and a person sees all that hangs together. */
function joinedGroups(byEmail: Groups, repeatedIds: ReadonlyMap<string, unknown>): Groups {
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
