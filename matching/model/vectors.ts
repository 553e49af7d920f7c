import { grown32 } from '../text/dictionary.ts';

/** How many pairs have the same levels in all fields and are found by the same rules. Most pairs are like many others. */
export interface VectorCounts {
  /** Fields of a vector. */
  width: number;
  size: number;
  /** Levels as digits of base 9: those of the first eight fields, and of the others. */
  codes: Int32Array<ArrayBuffer>;
  moreCodes: Int32Array<ArrayBuffer>;
  /** As in `Pairs`. */
  rules: Int32Array<ArrayBuffer>;
  moreRules: Int32Array<ArrayBuffer>;
  counts: Int32Array<ArrayBuffer>;
  slots: Int32Array<ArrayBuffer>;
}

const BASE = 9;
/** So many digits fit one number. */
const DIGITS = 8;

export function openVectorCounts(width: number): VectorCounts {
  const room = (): Int32Array<ArrayBuffer> => new Int32Array(1024);
  return {
    width,
    size: 0,
    codes: room(),
    moreCodes: room(),
    rules: room(),
    moreRules: room(),
    counts: room(),
    slots: new Int32Array(2048),
  };
}

/** Counts one pair more, and says which vector it has: its number, in the order in which they came. */
export function countVector(vectors: VectorCounts, levels: Uint8Array, rules: number, moreRules: number): number {
  const { width } = vectors;
  let code = 0;
  let more = 0;
  for (let at = 0; at < width; at++) {
    if (at < DIGITS) code = BASE * code + (levels[at] as number);
    else more = BASE * more + (levels[at] as number);
  }
  return addVector(vectors, code, more, rules, moreRules, 1);
}

/** Counts all pairs of vector `at` of others. */
export function addFrom(vectors: VectorCounts, others: VectorCounts, at: number): number {
  const { codes, moreCodes, rules, moreRules, counts } = others;
  return addVector(
    vectors,
    codes[at] as number,
    moreCodes[at] as number,
    rules[at] as number,
    moreRules[at] as number,
    counts[at] as number,
  );
}

function addVector(
  vectors: VectorCounts,
  code: number,
  more: number,
  rules: number,
  moreRules: number,
  pairs: number,
): number {
  if (2 * (vectors.size + 1) > vectors.slots.length) growSlots(vectors);
  const { slots } = vectors;
  const last = slots.length - 1;
  for (let slot = hashOf(code, more, rules, moreRules) & last; ; slot = (slot + 1) & last) {
    const at = (slots[slot] as number) - 1;
    if (at < 0) {
      slots[slot] = vectors.size + 1;
      append(vectors, [code, more, rules, moreRules, pairs]);
      return vectors.size - 1;
    }
    if (
      vectors.codes[at] === code &&
      vectors.rules[at] === rules &&
      vectors.moreCodes[at] === more &&
      vectors.moreRules[at] === moreRules
    ) {
      vectors.counts[at] = (vectors.counts[at] as number) + pairs;
      return at;
    }
  }
}

/** Writes the levels of vector `at`. */
export function levelsOf({ width, codes, moreCodes }: VectorCounts, at: number, levels: Uint8Array): void {
  let [code, more] = [codes[at] as number, moreCodes[at] as number];
  for (let field = width - 1; field >= 0; field--) {
    if (field < DIGITS) {
      levels[field] = code % BASE;
      code = Math.floor(code / BASE);
    } else {
      levels[field] = more % BASE;
      more = Math.floor(more / BASE);
    }
  }
}

function append(
  vectors: VectorCounts,
  [code, more, rules, moreRules, pairs]: readonly [number, number, number, number, number],
): void {
  const at = vectors.size++;
  if (at === vectors.codes.length) {
    for (const part of ['codes', 'moreCodes', 'rules', 'moreRules', 'counts'] as const)
      vectors[part] = grown32(vectors[part], at + 1);
  }
  vectors.codes[at] = code;
  vectors.moreCodes[at] = more;
  vectors.rules[at] = rules;
  vectors.moreRules[at] = moreRules;
  vectors.counts[at] = pairs;
}

function growSlots(vectors: VectorCounts): void {
  const slots = new Int32Array(2 * vectors.slots.length);
  const last = slots.length - 1;
  const { codes, moreCodes, rules, moreRules } = vectors;
  for (let at = 0; at < vectors.size; at++) {
    const hash = hashOf(codes[at] as number, moreCodes[at] as number, rules[at] as number, moreRules[at] as number);
    let slot = hash & last;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    slots[slot] = at + 1;
  }
  vectors.slots = slots;
}

function hashOf(code: number, more: number, rules: number, moreRules: number): number {
  let hash = Math.imul(code, 0x9e3779b1) ^ Math.imul(more, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15) ^ rules, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ Math.imul(moreRules, 0x27d4eb2f), 0x165667b1);
  return (hash ^ (hash >>> 16)) >>> 2;
}
