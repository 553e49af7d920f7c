import { compareText } from '../keys/normalize.ts';
import type { IntLists } from './int-lists.ts';

const MOST_LATER = 10;

/** For each group the first few others that share a number with one of it. */
export function laterMembers({
  order,
  holders,
  found,
  uids,
}: {
  /** Of the numbers. */
  order: Uint32Array;
  /** Of each number. */
  holders: IntLists;
  /** Of each group its members. */
  found: IntLists;
  uids: readonly string[];
}): (group: number) => string[] {
  const groupOf = new Int32Array(uids.length).fill(-1);
  for (let group = 0; group < found.count(); group++) for (const one of found.at(group)) groupOf[one] = group;
  const later = new Map<number, Set<string>>();
  for (const at of order) {
    const own = holders.at(at);
    const first = groupOf[own[0] ?? 0];
    if (own.every((one) => groupOf[one] === first)) continue;
    const names = firstFew([...own], { groupOf, uids });
    for (const group of new Set(Array.from(own, (one) => groupOf[one] ?? -1))) {
      if (group === -1) continue;
      const others = names.filter(({ group: of }) => of !== group).slice(0, MOST_LATER);
      const known = later.get(group) ?? new Set();
      for (const { uid } of others) known.add(uid);
      later.set(group, known);
    }
  }
  return (group) => [...(later.get(group) ?? [])].sort(compareText).slice(0, MOST_LATER);
}

/** Of each group one more than are shown, so that enough of others are left, whichever is asked. */
function firstFew(
  holders: readonly number[],
  { groupOf, uids }: { groupOf: Int32Array; uids: readonly string[] },
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
