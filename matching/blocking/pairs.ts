import type { KeyedBlocks } from './keys.ts';
import { type Portion, portionsOf } from './portions.ts';

/** Some pairs of records, `a` before `b`. The arrays are used again for the next ones. */
export interface Pairs {
  size: number;
  a: Int32Array;
  b: Int32Array;
  /** Bit by bit which rules find the pair: the first 31, and the others. */
  rules: Int32Array;
  moreRules: Int32Array;
  /** Of the plan's pairs, each as often as some rule finds it, so many are behind. */
  done: number;
  /** Whether they end their portion. */
  isLast: boolean;
}

const BITS = 31;
/** Pairs of one turn, and few more. */
const TURN = 2 ** 14;

/** Whose pairs they are. Two of one source are none. */
export interface Paired {
  taken: readonly KeyedBlocks[];
  records: number;
  sources: Int32Array | undefined;
}

/**
 * The pairs of all blocks, or of some portions of them, some at a time, in an order that is the same each time; none is kept, for there may be tens of
 * millions. One that several rules find comes with the first of them. No two portions are in one turn, and each has a last one, if with no pair.
 */
export function* pairsOf(
  { taken, records, sources }: Paired,
  portions: Iterable<Portion> = portionsOf(taken),
): Generator<Pairs, void> {
  const pairs = openPairs(taken);
  let laidOut = -1;
  let members: Int32Array = new Int32Array(0);
  let ends = members;
  for (const portion of portions) {
    const { at } = portion;
    if (at !== laidOut) ({ members, ends } = layOut(taken[at] as KeyedBlocks, records));
    laidOut = at;
    let from = portion.from === 0 ? 0 : (ends[portion.from - 1] as number);
    for (let key = portion.from; key < portion.to; key++) {
      const end = ends[key] as number;
      emit(pairs, { taken, at, members, sources, key, from, end });
      pairs.done += ((end - from) * (end - from - 1)) / 2;
      from = end;
      if (pairs.size < TURN) continue;
      yield pairs;
      pairs.size = 0;
    }
    pairs.isLast = true;
    yield pairs;
    pairs.isLast = false;
    pairs.size = 0;
  }
}

interface Block {
  taken: readonly KeyedBlocks[];
  at: number;
  members: Int32Array;
  sources: Int32Array | undefined;
  key: number;
  from: number;
  end: number;
}

function emit(pairs: Pairs, { taken, at, members, sources, key, from, end }: Block): void {
  const blocks = taken[at] as KeyedBlocks;
  for (let one = from; one < end; one++) {
    const a = members[one] as number;
    for (let other = one + 1; other < end; other++) {
      const b = members[other] as number;
      if (sources !== undefined && sources[a] === sources[b]) continue;
      // Two records with several values may share several blocks of one rule.
      if (blocks.rule.width > 1 && sharedKey(blocks, a, b) !== key) continue;
      if (isEarlier(taken, at, a, b)) continue;
      push(pairs, a, b, taken, at);
    }
  }
}

function isEarlier(taken: readonly KeyedBlocks[], at: number, a: number, b: number): boolean {
  for (let before = 0; before < at; before++) if (isTogether(taken[before] as KeyedBlocks, a, b)) return true;
  return false;
}

function push(pairs: Pairs, a: number, b: number, taken: readonly KeyedBlocks[], first: number): void {
  let rules = 0;
  let more = 0;
  for (let at = first; at < taken.length; at++) {
    if (at !== first && !isTogether(taken[at] as KeyedBlocks, a, b)) continue;
    if (at < BITS) rules |= 1 << at;
    else more |= 1 << (at - BITS);
  }
  const { size } = pairs;
  pairs.a[size] = Math.min(a, b);
  pairs.b[size] = Math.max(a, b);
  pairs.rules[size] = rules;
  pairs.moreRules[size] = more;
  pairs.size = size + 1;
}

/** Whether the rule compares the two. */
export function isTogether(blocks: KeyedBlocks, a: number, b: number): boolean {
  const { keys, rule } = blocks;
  if (rule.width === 1) return (keys[a] as number) >= 0 && keys[a] === keys[b];
  return sharedKey(blocks, a, b) >= 0;
}

/** The lowest block in which both are; -1: none. */
function sharedKey({ keys, rule: { width } }: KeyedBlocks, a: number, b: number): number {
  let lowest = -1;
  for (let one = a * width; one < (a + 1) * width; one++) {
    const key = keys[one] as number;
    if (key < 0 || (lowest >= 0 && key >= lowest)) continue;
    for (let other = b * width; other < (b + 1) * width; other++) if (keys[other] === key) lowest = key;
  }
  return lowest;
}

/** Whether rule `at` is among those of two numbers as in `Pairs`. */
export function isAmong(rules: number, moreRules: number, at: number): boolean {
  return at < BITS ? (rules & (1 << at)) !== 0 : (moreRules & (1 << (at - BITS))) !== 0;
}

function openPairs(taken: readonly KeyedBlocks[]): Pairs {
  let most = 0;
  for (const { counts } of taken) for (const count of counts) most = Math.max(most, count);
  const room = TURN + (most * (most - 1)) / 2;
  const [a, b, rules, moreRules] = [0, 1, 2, 3].map(() => new Int32Array(room)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  return { size: 0, a, b, rules, moreRules, done: 0, isLast: false };
}

/** Records block by block, and where each block ends. */
function layOut(
  { keys, counts, rule: { width } }: KeyedBlocks,
  records: number,
): { members: Int32Array; ends: Int32Array } {
  const next = new Int32Array(counts.length);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    if (key >= 0) next[key] = (next[key] as number) + 1;
  }
  let all = 0;
  for (let key = 0; key < next.length; key++) {
    const count = next[key] as number;
    next[key] = all;
    all += count;
  }
  const members = new Int32Array(all);
  for (let record = 0; record < records; record++) {
    for (let at = record * width; at < (record + 1) * width; at++) {
      const key = keys[at] as number;
      if (key < 0) continue;
      members[next[key] as number] = record;
      next[key] = (next[key] as number) + 1;
    }
  }
  return { members, ends: next };
}
