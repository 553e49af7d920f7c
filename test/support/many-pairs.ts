import type { ClusterSpec } from './small-world.ts';

/** Clusters of one pair each: REVU-1 takes REVU-2, REVU-3 takes REVU-4, … Each contact has a ticket of its own, and one they share. */
export function manyPairs(count: number): ClusterSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const [first, contact] = [3 * index + 1, 2 * index + 1];
    const shared = `TKT-${first + 1}`;
    return {
      members: { [`REVU-${contact}`]: [`TKT-${first}`, shared], [`REVU-${contact + 1}`]: [shared, `TKT-${first + 2}`] },
    };
  });
}
