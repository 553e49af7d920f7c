import type { RateUse } from '../../store/rate/use.ts';
import type { StopBy } from '../../store/reasons.ts';
import type { ClusterCounts } from '../../store/runs/count-clusters.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { RunProgress } from '../../workflows/types.ts';
import type { WhoFits } from '../who-fits.ts';

/** What has to happen before an open run goes on; `worker`: none answers, or none that does has a token of its organization. */
export type WaitsFor = 'nothing' | 'decision' | 'resume' | 'worker';

/** From the workflow where it answers, else from what the store shows. */
export function waitsFor(known: {
  run: Run;
  clusters: ClusterCounts;
  progress: RunProgress | null;
  workers: WhoFits | null;
}): WaitsFor {
  const { run, clusters, progress, workers } = known;
  if (run.state !== 'open') return 'nothing';
  if (run.stopAt !== null && run.stopBy !== 'cancel') return 'resume';
  if (progress !== null) return progress.waitingFor === 'nothing' && noneFits(workers) ? 'worker' : progress.waitingFor;
  const begun = run.options.approve === 'none' || clusters.undecided.auto === 0;
  const idle = clusters.approved === clusters.ended && clusters.undecided.auto + clusters.undecided.review > 0;
  return begun && idle && !run.options.finish ? 'decision' : 'worker';
}

/** A worker of before says nothing of itself: where nobody does, whoever answers may fit. */
function noneFits(workers: WhoFits | null): boolean {
  return workers !== null && workers.fit === 0 && workers.others.length > 0;
}

/** Something that a run waits for. */
export interface Wait {
  /** `crm`: it said 429. `budget`: no call fits into the window. The servers: they do not answer us. */
  for: 'crm' | 'budget' | 'decision' | 'resume' | 'worker' | 'postgres' | 'temporal';
  /** When it goes on by itself; null when somebody has to do something. */
  until: string | null;
  /** Who has paused it: the reason is the run's own. */
  because: StopBy | null;
}

export interface WaitFacts {
  waitsFor: WaitsFor;
  pausedBy: StopBy | null;
  budget: RateUse | null;
  /** Clusters in flight: without any nobody needs the budget. */
  inFlight: number;
}

/** Everything that an open run waits for, what needs a person first. */
export function waitsOf({ waitsFor, pausedBy, budget, inFlight }: WaitFacts): Wait[] {
  const waits: Wait[] = [];
  if (waitsFor !== 'nothing') {
    waits.push({ for: waitsFor, until: null, because: waitsFor === 'resume' ? pausedBy : null });
  }
  if (budget === null || inFlight === 0) return waits;
  const { blockedUntil, fullUntil } = budget;
  if (blockedUntil !== null) waits.push({ for: 'crm', until: blockedUntil, because: null });
  else if (fullUntil !== null) waits.push({ for: 'budget', until: fullUntil, because: null });
  return waits;
}
