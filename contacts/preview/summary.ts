import type { Decision, PlanCluster } from '../plan.ts';
import type { BrokenExport } from '../planning/broken-export.ts';
import { addToEstimate, type Estimate, type EstimateOptions, emptyEstimate } from '../planning/estimate.ts';
import type { CsvFindings } from '../planning/plan-from-csv.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Rules } from '../rules/rules.ts';
import type { KeptApartCluster } from './kept-apart.ts';

export interface StrategyCounts {
  strategy: string;
  /** Which contact it keeps, in words: `whose external ref starts with 'user_'`. */
  keeps: string;
  auto: number;
  review: number;
  blocked: number;
}

/** Clusters of so many contacts. */
export interface SizeCounts extends Record<Decision, number> {
  size: number;
}

/** Counts over the clusters of a plan. */
export interface ClusterCounts {
  strategies: StrategyCounts[];
  /** The smallest first. */
  sizes: SizeCounts[];
  estimates: Record<Decision, Estimate>;
}

/** A cluster that a person must look at. */
export type ReviewCluster = Pick<PlanCluster, 'id' | 'primary' | 'duplicates' | 'strategy' | 'reason'>;

/** Everything a preview shows: counts, ids, lines and reasons, no e-mails; of names only those that a reason quotes. */
export interface PreviewSummary extends ClusterCounts {
  /** In review: the first of them, or all where that was asked for. */
  review: ReviewCluster[];
  file: string;
  profile: string;
  crm: string;
  planDigest: string;
  findings: CsvFindings;
  /** Clusters that wait because of earlier decisions; null where nobody has said what those are. */
  keptApart: KeptApartCluster[] | null;
  /** Why nothing should be started with it; null where nothing speaks against it. */
  broken: BrokenExport | null;
}

/** Counts start with every strategy of the profile, in its order, so that a rule that decided nothing shows as 0. */
export function startCounts({ strategies }: Profile, rules: Rules): ClusterCounts {
  return {
    strategies: strategies.map(({ name, because }) => ({
      strategy: name,
      keeps: because(rules),
      auto: 0,
      review: 0,
      blocked: 0,
    })),
    sizes: [],
    estimates: { auto: emptyEstimate(), review: emptyEstimate(), blocked: emptyEstimate() },
  };
}

export function countCluster(
  { strategies, sizes, estimates }: ClusterCounts,
  cluster: PlanCluster,
  options: EstimateOptions,
): void {
  let counts = strategies.find(({ strategy }) => strategy === cluster.strategy);
  if (counts === undefined) {
    // No rule of the profile: a person's word in the sheet.
    counts = {
      strategy: cluster.strategy,
      keeps: 'that a person has named in the sheet',
      auto: 0,
      review: 0,
      blocked: 0,
    };
    strategies.push(counts);
  }
  counts[cluster.decision]++;
  countSize(sizes, cluster);
  addToEstimate(estimates[cluster.decision], cluster, options);
}

function countSize(sizes: SizeCounts[], { members: { length: size }, decision }: PlanCluster): void {
  const at = sizes.findIndex((one) => one.size >= size);
  const found = sizes[at];
  if (found?.size === size) found[decision]++;
  else sizes.splice(at < 0 ? sizes.length : at, 0, { size, auto: 0, review: 0, blocked: 0, [decision]: 1 });
}
