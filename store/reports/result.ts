import type { ClusterState, PairState, RunState } from '../types.ts';
import type { ReportFacts } from './facts.ts';
import type { PairResult } from './types.ts';

/** States that are an end, and how the report calls them. Every other one is a step on the way. */
const ENDS: Partial<Record<PairState, PairResult>> = {
  done: 'succeeded',
  held: 'held',
  'not-applied': 'held',
  partial: 'held',
  conflict: 'held',
  drifted: 'drifted',
  skipped: 'skipped',
  abandoned: 'abandoned',
  'settled-merged': 'settled-merged',
  'settled-apart': 'settled-apart',
  undone: 'undone',
  'taken-back': 'taken-back',
  'not-started': 'not-started',
  'would-merge': 'would-merge',
};

/** What became of a pair, in one word. */
export function pairResult(
  { mine, state }: Pick<ReportFacts, 'mine' | 'state'>,
  around: { run: RunState; cluster: ClusterState },
): PairResult {
  if (!mine && state === 'done') return 'already-done';
  if (!mine && state === 'undone') return 'taken-back';
  const end = ENDS[state];
  if (end !== undefined) return end;
  if (around.run === 'open') return 'open';
  return state === 'approved' && around.cluster !== 'failed' ? 'not-started' : 'failed';
}
