import type { ClusterCounts } from '../../store/runs/count-clusters.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { RunProgress } from '../../workflows/types.ts';

/** What has to happen before an open run goes on; `worker`: none answers. */
export type WaitsFor = 'nothing' | 'decision' | 'resume' | 'worker';

/** From the workflow where it answers, else from what the store shows. */
export function waitsFor(known: { run: Run; clusters: ClusterCounts; progress: RunProgress | null }): WaitsFor {
  const { run, clusters, progress } = known;
  if (run.state !== 'open') return 'nothing';
  if (run.stopAt !== null && run.stopReason !== 'cancelled') return 'resume';
  if (progress !== null) return progress.waitingFor;
  const begun = run.options.approve === 'none' || clusters.undecided.auto === 0;
  const idle = clusters.approved === clusters.ended && clusters.undecided.auto + clusters.undecided.review > 0;
  return begun && idle ? 'decision' : 'worker';
}
