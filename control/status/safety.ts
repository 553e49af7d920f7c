import type { StopBy } from '../../store/reasons.ts';
import type { CanaryCounts } from '../../store/runs/canary-counts.ts';
import type { Run } from '../../store/runs/runs.ts';
import { FIRST_LOOK, MOST_BAD, sinceResume, type Tally } from '../../workflows/run/brake-limits.ts';
import type { RunProgress } from '../../workflows/types.ts';

export interface CanaryStatus extends CanaryCounts {
  state: 'ahead' | 'running' | 'passed' | 'stopped';
}

/** What the brake looks at: clusters that ended since the run began or was last resumed. */
export interface BrakeStatus extends Tally {
  /** The brake looks from so many ended clusters on. */
  from: number;
  /** The share of bad ones above which it stops the run. */
  most: number;
  /** Whether it has stopped the run. */
  stopped: boolean;
}

export function canaryOf(counts: CanaryCounts, { run, progress }: Known): CanaryStatus {
  const stopped = stoppedBy(run, 'canary');
  const { clusters, ended } = counts;
  const state = clusters === 0 ? 'ahead' : ended < clusters ? 'running' : 'passed';
  return { ...counts, state: stopped ? 'stopped' : (progress?.canary ?? state) };
}

/** Null when the workflow does not answer: only it knows what a resume has accepted. */
export function brakeOf({ run, progress }: Known): BrakeStatus | null {
  if (progress === null) return null;
  return {
    ...sinceResume(progress),
    from: FIRST_LOOK,
    most: MOST_BAD,
    stopped: stoppedBy(run, 'brake'),
  };
}

interface Known {
  run: Run;
  progress: RunProgress | null;
}

function stoppedBy({ state, stopAt, stopBy }: Run, who: StopBy): boolean {
  return state === 'open' && stopAt !== null && stopBy === who;
}
