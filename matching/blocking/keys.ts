/** The block of each record by one rule, and nothing else of the rule. */
export interface KeyedBlocks {
  rule: { width: number };
  /** `rule.width` blocks of each record; -1: none. */
  keys: Int32Array;
  /** By block, how many records are in it; 0: it is left out. */
  counts: Uint32Array;
}

/** Numbers of equal pairs of numbers: 0, 1, … in the order in which they come. A part of -1 gives -1. */
export function combine(a: Int32Array, b: Int32Array): Int32Array {
  const { length } = a;
  const combined = new Int32Array(length);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * length + 2)));
  const firsts = new Int32Array(length);
  const last = slots.length - 1;
  let count = 0;
  for (let at = 0; at < length; at++) {
    const [one, other] = [a[at] as number, b[at] as number];
    if (one < 0 || other < 0) {
      combined[at] = -1;
      continue;
    }
    const mixed = Math.imul(one ^ Math.imul(other, 0x85ebca77), 0x9e3779b1);
    let slot = (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 5) & last;
    for (;;) {
      const number = (slots[slot] as number) - 1;
      if (number < 0) {
        slots[slot] = count + 1;
        firsts[count] = at;
        combined[at] = count++;
        break;
      }
      const before = firsts[number] as number;
      if (a[before] === one && b[before] === other) {
        combined[at] = number;
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
