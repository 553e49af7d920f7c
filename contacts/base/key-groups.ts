import { compareText } from '../keys/normalize.ts';
import { clusterId } from '../planning/plan-text.ts';
import { type ContactKey, serviceLine } from './contact-keys.ts';
import { disjointSets } from './disjoint-sets.ts';

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
  /** Disjoint groups in order of their ids. Nothing is taken after it. */
  groups: () => KeyGroup[];
}

/** A number of more contacts than that is nobody's own. */
const MOST_HOLDERS = 10;
const MOST_HOLDERS_OF_LANDLINE = 2;
const MOST_LATER = 10;

interface Kept {
  number: ContactKey;
  shaky: KeyGroup['shaky'];
  holders: number[];
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
  const kept: Kept[] = [];

  function numberOf(uid: string): number {
    const known = numbers.get(uid);
    if (known !== undefined) return known;
    numbers.set(uid, uids.length);
    return uids.push(uid) - 1;
  }

  function add({ holders, key, type }: KeyHolders): void {
    const number = { key, type };
    const members = holders.map(({ uid }) => numberOf(uid));
    const shaky = shakiness(number, holders.length);
    kept.push({ number, shaky, holders: members });
    if (shaky !== null) return;
    if (across === 'together') for (const one of members) sets.join(members[0] ?? one, one);
    else joinWithinPlaces(holders, members, sets.join);
  }

  function groups(): KeyGroup[] {
    // Nobody is looked up any more, and of a million contacts it is large.
    numbers.clear();
    const sorted = kept.sort((a, b) => compareText(a.number.key, b.number.key));
    const taken = new Uint8Array(uids.length);
    const found = [...membersOf(sets, uids.length)].map((members) => ({ members, shaky: null as KeyGroup['shaky'] }));
    for (const { members } of found) for (const one of members) taken[one] = 1;
    const second = disjointSets();
    for (const { shaky, holders } of sorted) if (shaky === null) joinFree(holders, taken, second.join);
    for (const members of membersOf(second, uids.length)) {
      found.push({ members, shaky: null });
      for (const one of members) taken[one] = 1;
    }
    for (const { shaky, holders } of sorted) {
      const members = shaky === null ? [] : holders.filter((one) => taken[one] === 0);
      if (members.length < 2) continue;
      found.push({ members, shaky });
      for (const one of members) taken[one] = 1;
    }
    const laterOf = laterMembers({ sorted, found: found.map(({ members }) => members), uids });
    const shared: ContactKey[] = [];
    for (const { number, holders } of sorted) for (const one of holders) shared[one] ??= number;
    return found
      .map(({ members, shaky }, at) => {
        members.sort((a, b) => compareText(uids[a] ?? '', uids[b] ?? ''));
        const names = members.map((one) => uids[one] ?? '');
        const ofEach = members.flatMap((one) => shared[one] ?? []);
        return { id: clusterId(names), uids: names, numbers: ofEach, shaky, later: laterOf(at) };
      })
      .sort((a, b) => compareText(a.id, b.id));
  }

  return { add, groups };
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

function joinFree(holders: readonly number[], taken: Uint8Array, join: (a: number, b: number) => void): void {
  let first = -1;
  for (const one of holders) {
    if (taken[one] === 1) continue;
    if (first === -1) first = one;
    else join(first, one);
  }
}

function* membersOf({ rootOf, isAlone }: ReturnType<typeof disjointSets>, size: number): Generator<number[]> {
  const byRoot = new Map<number, number[]>();
  for (let one = 0; one < size; one++) {
    if (isAlone(one)) continue;
    const root = rootOf(one);
    const members = byRoot.get(root);
    if (members === undefined) byRoot.set(root, [one]);
    else members.push(one);
  }
  yield* byRoot.values();
}

/** For each group the first few others that share a number with one of it. */
function laterMembers({
  sorted,
  found,
  uids,
}: {
  sorted: Kept[];
  found: number[][];
  uids: string[];
}): (at: number) => string[] {
  const groupOf = new Int32Array(uids.length).fill(-1);
  for (const [at, members] of found.entries()) for (const one of members) groupOf[one] = at;
  const later = new Map<number, Set<string>>();
  for (const { holders } of sorted) {
    const groups = new Set(holders.map((one) => groupOf[one] ?? -1));
    if (groups.size < 2) continue;
    const names = firstFew(holders, { groupOf, uids });
    for (const group of groups) {
      if (group === -1) continue;
      const others = names.filter(({ group: of }) => of !== group).slice(0, MOST_LATER);
      const known = later.get(group) ?? new Set();
      for (const { uid } of others) known.add(uid);
      later.set(group, known);
    }
  }
  return (at) => [...(later.get(at) ?? [])].sort(compareText).slice(0, MOST_LATER);
}

/** Of each group one more than are shown, so that enough of others are left, whichever is asked. */
function firstFew(
  holders: readonly number[],
  { groupOf, uids }: { groupOf: Int32Array; uids: string[] },
): { uid: string; group: number }[] {
  const all = holders.map((one) => ({ uid: uids[one] ?? '', group: groupOf[one] ?? -1 }));
  all.sort((a, b) => compareText(a.uid, b.uid));
  const seen = new Map<number, number>();
  const few = all.filter(({ group }) => {
    const count = (seen.get(group) ?? 0) + 1;
    seen.set(group, count);
    return count <= MOST_LATER;
  });
  return few.slice(0, 2 * MOST_LATER);
}
