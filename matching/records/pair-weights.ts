/** Weights of pairs that were asked for, in typed arrays: there may be tens of millions. */
export interface PairWeights {
  size: number;
  a: Int32Array;
  b: Int32Array;
  weights: Int32Array;
  slots: Int32Array;
}

export function openPairWeights(expected: number): PairWeights {
  const capacity = Math.max(expected, 1024);
  return {
    size: 0,
    a: new Int32Array(capacity),
    b: new Int32Array(capacity),
    weights: new Int32Array(capacity),
    slots: new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity))),
  };
}

/** The pair's place; -1 where it is not there. `a` before `b`. */
export function findPair({ a, b, slots }: PairWeights, one: number, other: number): number {
  const last = slots.length - 1;
  for (let slot = hashOf(one, other) & last; ; slot = (slot + 1) & last) {
    const at = (slots[slot] as number) - 1;
    if (at < 0 || (a[at] === one && b[at] === other)) return at;
  }
}

/** Takes a pair that is not there yet. */
export function putPair(pairs: PairWeights, one: number, other: number, weight: number): void {
  if (pairs.size === pairs.a.length) grow(pairs);
  const at = pairs.size++;
  pairs.a[at] = one;
  pairs.b[at] = other;
  pairs.weights[at] = weight;
  enter(pairs.slots, one, other, at);
}

function grow(pairs: PairWeights): void {
  const capacity = Math.ceil(1.5 * pairs.size);
  for (const part of ['a', 'b', 'weights'] as const) {
    const larger = new Int32Array(capacity);
    larger.set(pairs[part]);
    pairs[part] = larger;
  }
  if (2 * capacity <= pairs.slots.length) return;
  pairs.slots = new Int32Array(2 * pairs.slots.length);
  for (let at = 0; at < pairs.size; at++) enter(pairs.slots, pairs.a[at] as number, pairs.b[at] as number, at);
}

function enter(slots: Int32Array, one: number, other: number, at: number): void {
  const last = slots.length - 1;
  let slot = hashOf(one, other) & last;
  while (slots[slot] !== 0) slot = (slot + 1) & last;
  slots[slot] = at + 1;
}

function hashOf(one: number, other: number): number {
  const mixed = Math.imul(one ^ Math.imul(other, 0x85ebca77), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 4;
}
