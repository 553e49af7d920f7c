import { detached } from '../csv/detached.ts';
import { compareText } from '../keys/normalize.ts';
import { clusterId } from '../planning/plan-text.ts';
import { type ContactKey, serviceLine } from './contact-keys.ts';
import { disjointSets, eachSet } from './disjoint-sets.ts';
import { type IntLists, intLists } from './int-lists.ts';
import { laterMembers } from './later-members.ts';

/** A number, and who has it. */
export interface KeyHolders extends ContactKey {
  /** Two or more; each once. */
  holders: readonly { uid: string; locations: readonly string[] }[];
}

/** `separately`: contacts that have no place in common come up after those that have one, and in clusters of their own. */
export type AcrossLocations = 'separately' | 'together';

/** Contacts that share a number: who they are, and nothing of what they say. */
export interface KeyGroup {
  /** As a plan's cluster. */
  id: string;
  /** Two or more, sorted. */
  uids: string[];
  /** Of each, in that order, a number that it shares with somebody. */
  numbers: ContactKey[];
  /** What brought them together says nothing certain: a service, a switchboard, a line of many. */
  shaky: 'extension' | 'service' | 'landline of many' | 'number of many' | null;
  /** Others with a number of theirs that come up once these are one. */
  later: string[];
}

export interface KeyGroups {
  /** Takes the keys, each once, in any order. */
  add: (key: KeyHolders) => void;
  /** Disjoint groups in order of their ids, each made when it is asked for. Nothing is taken after it. */
  groups: () => Generator<KeyGroup>;
}

/** A number of more contacts than that is nobody's own. */
const MOST_HOLDERS = 10;
const MOST_HOLDERS_OF_LANDLINE = 2;
/** Of an id, which is shown in hex. */
const ID_BYTES = 16;

/** Shared numbers: what is known of each stands at its place in each list, since of a million contacts there are hundreds of thousands. */
interface Kept {
  keys: string[];
  types: (string | null)[];
  shaky: KeyGroup['shaky'][];
  holders: IntLists;
}

/**
 * Groups contacts by shared numbers, in time that grows with what is given. First those that share a number in one place, then,
 * among contacts that are still alone, those that share one across places, last those whose number may be many people's. The same
 * keys in any order give the same groups.
 */
export function groupByKey({ across }: { across: AcrossLocations }): KeyGroups {
  const numbers = new Map<string, number>();
  const uids: string[] = [];
  const sets = disjointSets();
  const kept: Kept = { keys: [], types: [], shaky: [], holders: intLists() };
  const types = new Map<string, string>();

  function numberOf(uid: string): number {
    const known = numbers.get(uid);
    if (known !== undefined) return known;
    const own = detached(uid);
    numbers.set(own, uids.length);
    return uids.push(own) - 1;
  }

  /** One text for all that are the same. */
  function sameType(type: string | null): string | null {
    if (type === null) return null;
    const known = types.get(type) ?? type;
    types.set(known, known);
    return known;
  }

  function add({ holders, key, type }: KeyHolders): void {
    const members = holders.map(({ uid }) => numberOf(uid));
    const shaky = shakiness({ key, type }, holders.length);
    kept.keys.push(key);
    kept.types.push(sameType(type));
    kept.shaky.push(shaky);
    kept.holders.add(members);
    if (shaky !== null) return;
    if (across === 'together') for (const one of members) sets.join(members[0] ?? one, one);
    else joinWithinPlaces(holders, members, sets.join);
  }

  function* groups(): Generator<KeyGroup> {
    // Nobody is looked up any more, and of a million contacts it is large.
    numbers.clear();
    const order = Uint32Array.from(kept.keys.keys()).sort((a, b) =>
      compareText(kept.keys[a] ?? '', kept.keys[b] ?? ''),
    );
    const found = foundGroups({ kept, order, sets, size: uids.length });
    const laterOf = laterMembers({ order, holders: kept.holders, found: found.members, uids });
    const shared = firstNumbers({ kept, order, size: uids.length });
    const ids = idsOf(found.members, uids);
    for (const which of inOrder(ids)) {
      const members = [...found.members.at(which)];
      const numberAt = (one: number): ContactKey => {
        const at = shared[one] ?? 0;
        return { key: kept.keys[at] ?? '', type: kept.types[at] ?? null };
      };
      yield {
        id: ids.toString('hex', which * ID_BYTES, (which + 1) * ID_BYTES),
        uids: members.map((one) => uids[one] ?? ''),
        numbers: members.map(numberAt),
        shaky: found.shaky[which] ?? null,
        later: laterOf(which),
      };
    }
  }

  return { add, groups };
}

interface FoundGroups {
  members: IntLists;
  shaky: KeyGroup['shaky'][];
}

function foundGroups(from: {
  kept: Kept;
  order: Uint32Array;
  sets: ReturnType<typeof disjointSets>;
  size: number;
}): FoundGroups {
  const { kept, order, sets, size } = from;
  const taken = new Uint8Array(size);
  const found: FoundGroups = { members: intLists(), shaky: [] };
  const take = (members: ArrayLike<number>, shaky: KeyGroup['shaky']): void => {
    found.members.add(members);
    found.shaky.push(shaky);
    for (let at = 0; at < members.length; at++) taken[members[at] ?? 0] = 1;
  };
  eachSet(sets, size, (members) => take(members, null));
  const second = disjointSets();
  for (const at of order) if (kept.shaky[at] === null) joinFree(kept.holders.at(at), taken, second.join);
  eachSet(second, size, (members) => take(members, null));
  for (const at of order) {
    const shaky = kept.shaky[at] ?? null;
    if (shaky === null) continue;
    const members = kept.holders.at(at).filter((one) => taken[one] === 0);
    if (members.length >= 2) take(members, shaky);
  }
  return found;
}

/** Of each contact the first of its shared numbers, as `order` has them. */
function firstNumbers({ kept, order, size }: { kept: Kept; order: Uint32Array; size: number }): Int32Array {
  const first = new Int32Array(size).fill(-1);
  for (const at of order) for (const one of kept.holders.at(at)) if (first[one] === -1) first[one] = at;
  return first;
}

/** The ids of all groups, one behind the other; each group's members are put in order of their uids. */
function idsOf(members: IntLists, uids: readonly string[]): Buffer {
  const ids = Buffer.alloc(members.count() * ID_BYTES);
  for (let which = 0; which < members.count(); which++) {
    const sorted = members.at(which).sort((a, b) => compareText(uids[a] ?? '', uids[b] ?? ''));
    const names = Array.from(sorted, (one) => uids[one] ?? '');
    ids.write(clusterId(names), which * ID_BYTES, 'hex');
  }
  return ids;
}

function inOrder(ids: Buffer): Uint32Array {
  const all = new Uint32Array(ids.length / ID_BYTES);
  for (let which = 0; which < all.length; which++) all[which] = which;
  return all.sort((a, b) => ids.compare(ids, b * ID_BYTES, (b + 1) * ID_BYTES, a * ID_BYTES, (a + 1) * ID_BYTES));
}

function shakiness(key: ContactKey, holders: number): KeyGroup['shaky'] {
  const line = serviceLine(key);
  if (line !== null) return line;
  if (key.type === 'fixed_line' && holders > MOST_HOLDERS_OF_LANDLINE) return 'landline of many';
  return holders > MOST_HOLDERS ? 'number of many' : null;
}

/** Contacts without a place are in one that has no name. */
function joinWithinPlaces(
  holders: KeyHolders['holders'],
  members: readonly number[],
  join: (a: number, b: number) => void,
): void {
  const firsts = new Map<string, number>();
  for (const [at, { locations }] of holders.entries()) {
    const own = members[at] ?? 0;
    for (const location of locations.length === 0 ? [''] : locations) {
      const first = firsts.get(location);
      if (first === undefined) firsts.set(location, own);
      else join(first, own);
    }
  }
}

function joinFree(holders: Int32Array, taken: Uint8Array, join: (a: number, b: number) => void): void {
  let first = -1;
  for (const one of holders) {
    if (taken[one] === 1) continue;
    if (first === -1) first = one;
    else join(first, one);
  }
}
