import { BIT } from '../model/level-bits.ts';
import type { Two } from '../records/said.ts';
import type { Turn } from '../turns.ts';
import type { Links } from './cohesion.ts';
import { contradicts, supports } from './evidence.ts';
import { type Groups, join, openGroups, rootOf } from './groups.ts';
import { type Scorer, score } from './scorer.ts';

/** Groups that a person may approve as a whole after a sample. */
export interface AutoBand {
  groups: Groups;
  /** By record: where it is in no group of the band, whatever `groups` says, why (of `OUT`); else 0. */
  out: Uint8Array;
}

/** Equal rows that say too little; too many members; somebody else fits nearly as well; a person's word made it larger. */
export const OUT = { equal: 1, large: 2, another: 3, word: 4 } as const;

type Out = (typeof OUT)[keyof typeof OUT];

interface Banding {
  links: Links;
  scorer: Scorer;
  /** The clusters that groups stay within, with what is forced and without: no word of a person brings anybody into the band. */
  clusters: readonly Groups[];
  /** Links by a person's word. */
  words: readonly Two[];
  /** By record: how many equal ones it stands for. */
  times: Uint32Array;
  /** Bits above the threshold that a pair of the band has. */
  above: number;
}

/** Links of one turn. */
const TURN = 2 ** 12;
const MOST_MEMBERS = 10;
/** A record that fits another group nearly as well belongs to nobody yet. */
const NEARLY = 3 * BIT;

/** Pairs that names and another field support, joined where no pair of the group contradicts. */
export function* autoBand({ links, scorer, clusters, words, times, above }: Banding): Generator<Turn, AutoBand> {
  const { order, known, threshold } = links;
  const { size } = scorer.comparer.table;
  const groups = openGroups(size);
  const out = new Uint8Array(size);
  for (let record = 0; record < size; record++) {
    if ((times[record] as number) > 1 && !isSure(scorer, record, record, threshold + above)) out[record] = OUT.equal;
  }
  for (const [done, at] of order.entries()) {
    if (done % TURN === 0) yield { done, of: order.length };
    if ((known.weights[at] as number) < threshold + above) break;
    const a = known.a[at] as number;
    const b = known.b[at] as number;
    if (out[a] !== 0 || out[b] !== 0 || clusters.some((some) => rootOf(some, a) !== rootOf(some, b))) continue;
    const [one, other] = [rootOf(groups, a), rootOf(groups, b)];
    if (one === other || !isSure(scorer, a, b, threshold + above)) continue;
    if (mayJoin({ links, scorer, groups, one, other })) join(groups, one, other);
  }
  const members = new Uint32Array(size);
  for (let record = 0; record < size; record++) {
    const root = rootOf(groups, record);
    members[root] = (members[root] as number) + (times[record] as number);
  }
  for (let root = 0; root < size; root++) {
    if (groups.parents[root] === root && (members[root] as number) > MOST_MEMBERS) leave(groups, root, out, OUT.large);
  }
  yield* dropAmbiguous({ links, scorer, groups, out });
  // A group that a word makes larger is one that the rules have not made.
  for (const [a, b] of words) {
    const [one, other] = [rootOf(groups, a), rootOf(groups, b)];
    if (one !== other) for (const root of [one, other]) leave(groups, root, out, OUT.word);
  }
  return { groups, out };
}

function isSure(scorer: Scorer, a: number, b: number, line: number): boolean {
  return score(scorer, a, b) >= line && !contradicts(scorer, a, b) && supports(scorer, a, b);
}

interface Joining {
  links: Links;
  scorer: Scorer;
  groups: Groups;
  one: number;
  other: number;
}

/** At least half of all pairs between them are links, and none contradicts. */
function mayJoin({ links, scorer, groups, one, other }: Joining): boolean {
  const cross = (groups.sizes[one] as number) * (groups.sizes[other] as number);
  if (cross > MOST_MEMBERS ** 2) return false;
  let linked = 0;
  for (let a = one; a >= 0; a = groups.next[a] as number) {
    for (let b = other; b >= 0; b = groups.next[b] as number) {
      if (score(scorer, a, b) >= links.threshold) linked++;
      if (contradicts(scorer, a, b)) return false;
    }
  }
  return 2 * linked >= cross;
}

/** A group one of whose records fits somebody else nearly as well, who contradicts the group, goes to a person. */
function* dropAmbiguous({
  links,
  scorer,
  groups,
  out,
}: Omit<Joining, 'one' | 'other'> & { out: Uint8Array }): Generator<Turn, void> {
  const { order, known } = links;
  const best = new Int32Array(out.length);
  for (const at of order) {
    const a = known.a[at] as number;
    const b = known.b[at] as number;
    if (rootOf(groups, a) !== rootOf(groups, b)) continue;
    best[a] = Math.max(best[a] as number, known.weights[at] as number);
    best[b] = Math.max(best[b] as number, known.weights[at] as number);
  }
  for (const [done, at] of order.entries()) {
    if (done % TURN === 0) yield { done, of: order.length };
    const a = known.a[at] as number;
    const b = known.b[at] as number;
    if (rootOf(groups, a) === rootOf(groups, b)) continue;
    const weight = known.weights[at] as number;
    for (let turned = 0; turned < 2; turned++) {
      const record = turned === 0 ? a : b;
      if (best[record] === 0 || weight < (best[record] as number) - NEARLY) continue;
      const root = rootOf(groups, record);
      if (contradictsGroup(scorer, groups, root, turned === 0 ? b : a)) leave(groups, root, out, OUT.another);
    }
  }
}

function contradictsGroup(scorer: Scorer, groups: Groups, root: number, stranger: number): boolean {
  for (let member = root; member >= 0; member = groups.next[member] as number) {
    score(scorer, member, stranger);
    if (contradicts(scorer, member, stranger)) return true;
  }
  return false;
}

function leave(groups: Groups, root: number, out: Uint8Array, why: Out): void {
  for (let member = root; member >= 0; member = groups.next[member] as number) {
    if (out[member] === 0) out[member] = why;
  }
}
