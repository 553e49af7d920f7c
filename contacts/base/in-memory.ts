import type { BaseContact } from './base-contact.ts';
import { type BaseSource, collectKeys } from './plan-base.ts';

/** Contacts that are all here, each with a uid of its own. */
export function baseInMemory(contacts: readonly BaseContact[]): BaseSource {
  const byUid = new Map(contacts.map((contact) => [contact.uid, contact]));
  if (byUid.size < contacts.length) throw new Error('Two contacts have one uid');
  return {
    shared: async (regions) => {
      const collector = collectKeys(regions);
      for (const contact of contacts) collector.add(contact);
      return { keys: collector.shared(), contacts: collector.contacts, faults: collector.faults, regions };
    },
    contacts: async (uids) => uids.flatMap((uid) => byUid.get(uid) ?? []),
  };
}
