import type { FilterSet } from '../../store/review/filter-set.ts';

/** The last sets that were counted, by digest, so that who comes too late is told what has changed. */
export interface CountedSets {
  keep(set: Pick<FilterSet, 'digest' | 'clusters'>): void;
  /** Null where what was counted is not known any more: the server has started since, or many others were counted. */
  difference(digest: string, now: readonly string[]): { added: string[] | null; gone: string[] | null };
}

/** Ids kept in all: of a plan of 100,000 clusters a few sets, some 10 MB. */
const MOST_IDS = 300_000;

export function countedSets(): CountedSets {
  const sets = new Map<string, readonly string[]>();
  return {
    keep: ({ digest, clusters }) => {
      sets.delete(digest);
      sets.set(digest, clusters);
      let ids = [...sets.values()].reduce((sum, { length }) => sum + length, 0);
      for (const [oldest, { length }] of sets) {
        if (ids <= MOST_IDS || oldest === digest) break;
        sets.delete(oldest);
        ids -= length;
      }
    },
    difference: (digest, now) => {
      const before = sets.get(digest);
      if (before === undefined) return { added: null, gone: null };
      const [was, is] = [new Set(before), new Set(now)];
      return { added: now.filter((id) => !was.has(id)), gone: before.filter((id) => !is.has(id)) };
    },
  };
}
