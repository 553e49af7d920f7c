/** The block of each record by one rule, and nothing else of the rule. */
export interface KeyedBlocks {
  rule: { width: number };
  /** `rule.width` blocks of each record; -1: none. */
  keys: Int32Array;
  /** By block, how many records are in it; 0: it is left out. One byte each: the largest is far below 255. */
  counts: Uint8Array;
}

/** Places of an entry: both parts and the number, side by side, so that a look costs one way to memory. */
const ENTRY = 4;

/** Numbers of equal pairs of numbers: 0, 1, … in the order in which they come. A part of -1 gives -1. */
export function combine(a: Int32Array, b: Int32Array): Int32Array {
  const { length } = a;
  const combined = new Int32Array(length);
  const capacity = 2 ** Math.ceil(Math.log2(1.5 * length + 2));
  const entries = new Int32Array(ENTRY * capacity);
  const last = capacity - 1;
  let count = 0;
  for (let at = 0; at < length; at++) {
    const one = a[at] as number;
    const other = b[at] as number;
    if (one < 0 || other < 0) {
      combined[at] = -1;
      continue;
    }
    const mixed = Math.imul(one ^ Math.imul(other, 0x85ebca77), 0x9e3779b1);
    let slot = (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 5) & last;
    for (;;) {
      const entry = ENTRY * slot;
      const number = entries[entry + 2] as number;
      if (number === 0) {
        entries[entry] = one;
        entries[entry + 1] = other;
        entries[entry + 2] = count + 1;
        combined[at] = count++;
        break;
      }
      if (entries[entry] === one && entries[entry + 1] === other) {
        combined[at] = number - 1;
        break;
      }
      slot = (slot + 1) & last;
    }
  }
  return combined;
}

/** How often each number stands in `keys`. */
export function countKeys(keys: Int32Array): Uint32Array {
  let most = -1;
  for (let at = 0; at < keys.length; at++) if ((keys[at] as number) > most) most = keys[at] as number;
  const counts = new Uint32Array(most + 1);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    if (key >= 0) counts[key] = (counts[key] as number) + 1;
  }
  return counts;
}
