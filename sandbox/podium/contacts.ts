import type { PodiumWorld, WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { PodiumEffects } from './effects.ts';
import { createWhoHas, reachedBy } from './who-has.ts';

/** What a person, or Podium by itself, does to a contact. */
export type PodiumAct =
  | { kind: 'update'; contact: string; change?: Partial<WorldPodiumContact> }
  | { kind: 'delete'; contact: string }
  | { kind: 'restore'; contact: string }
  /** Podium merges what it takes for identical: the duplicate is gone, its channels and conversations are with the other one. */
  | { kind: 'merge'; into: string; duplicate: string }
  | { kind: 'add'; contact: WorldPodiumContact };

export interface Contacts {
  living(): WorldPodiumContact[];
  /** Null where it is not living. */
  one(uid: string): WorldPodiumContact | null;
  /** The living ones that a message to a number or an e-mail reaches. */
  reached(whom: string): WorldPodiumContact[];
  /** By whom messages reach those that were changed since it was asked for last; at first everybody. */
  touched(): string[];
  /** The living ones that a conversation, an e-mail or a phone may mean, by uid. */
  holders(identifier: string): WorldPodiumContact[];
  act(act: PodiumAct): void;
  /** What a write makes of a contact, or adds. */
  put(contact: WorldPodiumContact): void;
  /** `forGood`: nobody can restore it. */
  remove(uid: string, how: { forGood: boolean }): void;
}

export function createContacts(world: PodiumWorld, effects: PodiumEffects): Contacts {
  const all = new Map(world.contacts.map((contact) => [contact.uid, structuredClone(contact)]));
  const deleted = new Set<string>();
  const one = (uid: string): WorldPodiumContact => {
    const found = all.get(uid);
    if (found === undefined) throw new RangeError(`There is no contact ${uid}`);
    return found;
  };
  const whoHas = createWhoHas([...all.values()]);
  const keep = (contact: WorldPodiumContact): void => {
    const before = all.get(contact.uid);
    if (before !== undefined) whoHas.note(before);
    all.set(contact.uid, contact);
    whoHas.note(contact);
  };
  const touch = (contact: WorldPodiumContact, change: Partial<WorldPodiumContact>): void =>
    keep({ ...contact, ...change, updatedAt: new Date().toISOString() });
  const living = (): WorldPodiumContact[] => [...all.values()].filter(({ uid }) => !deleted.has(uid));
  const alive = (uid: string): WorldPodiumContact | null => (deleted.has(uid) ? null : (all.get(uid) ?? null));
  const aliveAmong = (uids: readonly string[]): WorldPodiumContact[] => uids.flatMap((uid) => alive(uid) ?? []);
  return {
    living,
    one: alive,
    reached: (whom) => {
      const found = aliveAmong(whoHas.everReachedBy(whom));
      return found.filter(({ channels }) => channels.some((channel) => reachedBy(channel) === whom));
    },
    touched: whoHas.touched,
    holders: (identifier) =>
      aliveAmong(whoHas.ever(identifier))
        .filter((contact) => contact.conversations.includes(identifier) || holds(contact, identifier))
        .sort((a, b) => (a.uid < b.uid ? -1 : 1)),
    put: (contact) => touch(contact, {}),
    remove: (uid, { forGood }) => {
      const gone = all.get(uid);
      if (gone !== undefined) whoHas.note(gone);
      if (forGood) all.delete(uid);
      else deleted.add(uid);
    },
    act: (act) => {
      if (act.kind === 'update') {
        touch(one(act.contact), act.change ?? {});
        effects.append({ kind: 'updated', subject: act.contact });
      } else if (act.kind === 'add') {
        keep(act.contact);
        effects.append({ kind: 'added', subject: act.contact.uid });
      } else if (act.kind === 'delete') {
        whoHas.note(one(act.contact));
        deleted.add(act.contact);
        effects.append({ kind: 'deleted', subject: act.contact });
      } else if (act.kind === 'restore') {
        deleted.delete(one(act.contact).uid);
        touch(one(act.contact), {});
        effects.append({ kind: 'restored', subject: act.contact });
      } else {
        const [kept, gone] = [one(act.into), one(act.duplicate)];
        whoHas.note(gone);
        deleted.add(gone.uid);
        const channels = [...kept.channels, ...gone.channels.filter((channel) => !holds(kept, channel.identifier))];
        touch(kept, { channels, conversations: [...kept.conversations, ...gone.conversations] });
        effects.append({ kind: 'merged', subject: gone.uid, into: kept.uid });
      }
    },
  };
}

export function holds({ channels }: WorldPodiumContact, identifier: string): boolean {
  return channels.some((channel) => channel.identifier === identifier);
}
