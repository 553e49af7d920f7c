import { grown32 } from '../text/dictionary.ts';
import type { Blocks } from './plan-blocks.ts';

/** Two records each, `a` before `b`, every pair once. */
export interface Pairs {
  size: number;
  a: Int32Array;
  b: Int32Array;
  /** Bit by bit which rules find the pair: the first 31, and the others. */
  rules: Int32Array;
  moreRules: Int32Array;
}

const BITS = 31;

/** The pairs of all blocks; one that several rules find comes with the first of them. Two of one source are none. */
export function pairsOf(taken: readonly Blocks[], records: number, sources?: Int32Array): Pairs {
  const pairs = openPairs();
  for (const [at, blocks] of taken.entries())
    eachBlock(blocks, records, (members, block) => emit(pairs, { taken, at, members, sources, ...block }));
  return pairs;
}

interface Block {
  taken: readonly Blocks[];
  at: number;
  members: Int32Array;
  sources: Int32Array | undefined;
  key: number;
  from: number;
  end: number;
}

function emit(pairs: Pairs, { taken, at, members, sources, key, from, end }: Block): void {
  const blocks = taken[at] as Blocks;
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

function isEarlier(taken: readonly Blocks[], at: number, a: number, b: number): boolean {
  for (let before = 0; before < at; before++) if (isTogether(taken[before] as Blocks, a, b)) return true;
  return false;
}

function push(pairs: Pairs, a: number, b: number, taken: readonly Blocks[], first: number): void {
  let [rules, more] = [0, 0];
  for (let at = first; at < taken.length; at++) {
    if (at !== first && !isTogether(taken[at] as Blocks, a, b)) continue;
    if (at < BITS) rules |= 1 << at;
    else more |= 1 << (at - BITS);
  }
  const { size } = pairs;
  if (size === pairs.a.length) {
    for (const part of ['a', 'b', 'rules', 'moreRules'] as const)
      pairs[part] = grown32(pairs[part] as Int32Array<ArrayBuffer>, size + 1);
  }
  pairs.a[size] = Math.min(a, b);
  pairs.b[size] = Math.max(a, b);
  pairs.rules[size] = rules;
  pairs.moreRules[size] = more;
  pairs.size = size + 1;
}

/** Whether the rule compares the two. */
export function isTogether(blocks: Blocks, a: number, b: number): boolean {
  const { keys, rule } = blocks;
  if (rule.width === 1) return (keys[a] as number) >= 0 && keys[a] === keys[b];
  return sharedKey(blocks, a, b) >= 0;
}

/** The lowest block in which both are; -1: none. */
function sharedKey({ keys, rule: { width } }: Blocks, a: number, b: number): number {
  let lowest = -1;
  for (let one = a * width; one < (a + 1) * width; one++) {
    const key = keys[one] as number;
    if (key < 0 || (lowest >= 0 && key >= lowest)) continue;
    for (let other = b * width; other < (b + 1) * width; other++) if (keys[other] === key) lowest = key;
  }
  return lowest;
}

/** Whether rule `at` finds the pair. */
export function isFoundBy({ rules, moreRules }: Pairs, pair: number, at: number): boolean {
  return at < BITS
    ? ((rules[pair] as number) & (1 << at)) !== 0
    : ((moreRules[pair] as number) & (1 << (at - BITS))) !== 0;
}

function openPairs(): Pairs {
  const room = (): Int32Array => new Int32Array(4096);
  return { size: 0, a: room(), b: room(), rules: room(), moreRules: room() };
}

function eachBlock(
  { keys, counts, rule: { width } }: Blocks,
  records: number,
  onBlock: (members: Int32Array, block: { key: number; from: number; end: number }) => void,
): void {
  const ends = new Int32Array(counts.length + 1);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    if (key >= 0) ends[key + 1] = (ends[key + 1] as number) + 1;
  }
  for (let key = 0; key < counts.length; key++) ends[key + 1] = (ends[key + 1] as number) + (ends[key] as number);
  const members = new Int32Array(ends[counts.length] as number);
  const next = ends.slice();
  for (let record = 0; record < records; record++) {
    for (let at = record * width; at < (record + 1) * width; at++) {
      const key = keys[at] as number;
      if (key < 0) continue;
      members[next[key] as number] = record;
      next[key] = (next[key] as number) + 1;
    }
  }
  for (let key = 0; key < counts.length; key++) {
    onBlock(members, { key, from: ends[key] as number, end: ends[key + 1] as number });
  }
}
