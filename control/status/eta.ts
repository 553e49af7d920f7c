import { callsOf } from '../../contacts/planning/estimate.ts';
import type { RateUse } from '../../store/rate/use.ts';
import type { RunWork } from '../../store/runs/work.ts';

/** Before so many clusters have ended, and so much time has passed, a speed is a guess. */
const FEWEST_CLUSTERS = 3;
const SHORTEST_MS = 10_000;

export interface EtaFacts {
  work: RunWork;
  dryRun: boolean;
  budget: RateUse | null;
  /** False when the run waits for somebody: then nobody knows. */
  goesOn: boolean;
  now: number;
}

/**
 * Milliseconds until what is approved has ended; null when that is unknown. Work is measured in estimated calls, so that
 * large clusters count for more; and it cannot be over before the rate limit lets that many calls through.
 */
export function etaOf({ work, dryRun, budget, goesOn, now }: EtaFacts): number | null {
  const { left, lately } = work;
  if (!goesOn) return null;
  if (left.clusters === 0) return 0;
  if (lately.clusters < FEWEST_CLUSTERS || lately.ms < SHORTEST_MS) return null;
  const calls = callsOf(left, { dryRun });
  const bySpeed = (calls / callsOf(lately, { dryRun })) * lately.ms;
  return Math.round(Math.max(bySpeed, atTheLimit(calls, budget, now)));
}

function atTheLimit(calls: number, budget: RateUse | null, now: number): number {
  if (budget === null) return 0;
  const { limit, blockedUntil } = budget;
  const blockedMs = blockedUntil === null ? 0 : Math.max(0, Date.parse(blockedUntil) - now);
  return blockedMs + (limit === null ? 0 : (calls / limit.calls) * limit.windowMs);
}
