import type { WorldChannel, WorldPodiumContact } from '../../samples/podium/podium-world.ts';

/** Who has what, kept as contacts change: in a base of thousands nobody is looked for one by one. */
export interface WhoHas {
  /** Of a contact as it is from now on, or was until now. */
  note(contact: WorldPodiumContact): void;
  /** Uids of all that have ever had this identifier: a conversation, an e-mail or a phone, as it is written. */
  ever(identifier: string): readonly string[];
  /** The same of a channel, by whom a message would reach. */
  everReachedBy(whom: string): readonly string[];
  /** By whom messages reach those that were noted since it was asked for last. */
  touched(): string[];
}

export function createWhoHas(contacts: readonly WorldPodiumContact[]): WhoHas {
  const byIdentifier = new Map<string, Set<string>>();
  const byWhom = new Map<string, Set<string>>();
  let noted = new Set<string>();
  const add = (map: Map<string, Set<string>>, key: string, uid: string): void => {
    const uids = map.get(key);
    if (uids === undefined) map.set(key, new Set([uid]));
    else uids.add(uid);
  };
  const note = ({ uid, channels, conversations }: WorldPodiumContact): void => {
    for (const conversation of conversations) add(byIdentifier, conversation, uid);
    for (const channel of channels) {
      const whom = reachedBy(channel);
      add(byIdentifier, channel.identifier, uid);
      add(byWhom, whom, uid);
      noted.add(whom);
    }
  };
  for (const contact of contacts) note(contact);
  return {
    note,
    ever: (identifier) => [...(byIdentifier.get(identifier) ?? [])],
    everReachedBy: (whom) => [...(byWhom.get(whom) ?? [])],
    touched: () => {
      const all = [...noted];
      noted = new Set();
      return all;
    },
  };
}

/** Numbers are one however they are spelled: by their last nine digits, as far as the people of the samples go. */
export function reachedBy({ type, identifier }: Pick<WorldChannel, 'type' | 'identifier'>): string {
  return type === 'EMAIL' ? identifier.toLowerCase() : identifier.replace(/\D/g, '').slice(-9);
}
