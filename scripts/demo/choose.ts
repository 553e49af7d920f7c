import type { Plan, PlanCluster } from '../../contacts/plan.ts';

/** What the demo decides about, by hand. */
export interface Choice {
  auto: PlanCluster[];
  /** One that a person must look at, and that nothing speaks against. */
  review: PlanCluster;
}

/** For the review it takes a pair of one company. */
export function chooseClusters({ clusters }: Plan): Choice {
  const auto = clusters.filter(({ decision }) => decision === 'auto');
  const review = clusters.find(({ decision, duplicates, members }) => {
    const accounts = new Set(members.map(({ accountId }) => accountId));
    return decision === 'review' && duplicates.length === 1 && accounts.size === 1;
  });
  if (review === undefined) throw new Error('The sample has no review cluster for the demo');
  return { auto, review };
}

/** How many merges these clusters need. */
export function pairsOf(clusters: readonly PlanCluster[]): number {
  return clusters.reduce((sum, { duplicates }) => sum + duplicates.length, 0);
}
