import { compareIds } from '../keys/normalize.ts';
import type { PlanMember } from '../plan.ts';
import type { Strategy } from './strategy.ts';

/** Decides what no other rule could, so that the order is total. Its choices go to review. */
export const newestThenLowestId: Strategy = {
  name: 'newest-then-lowest-id',
  because: () => 'after the newest date, then the lowest id',
  keep: newestOf,
};

/** The newest one, among equals the one with the lowest id; nothing of nothing. */
export function newestOf<T extends PlanMember>(candidates: readonly T[]): readonly T[] {
  return candidates.slice(0, 1).map((first) => candidates.reduce(better, first));
}

function better<T extends PlanMember>(a: T, b: T): T {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt ? a : b;
  return compareIds(a.id, b.id) <= 0 ? a : b;
}
