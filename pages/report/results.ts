import type { PairResult, ReportPair } from '../../store/reports/types.ts';

/** What each result is called, and the colour that goes with it (see style.ts). */
export const RESULTS: Record<PairResult, { text: string; tone: 'good' | 'look' | 'bad' | 'calm' }> = {
  succeeded: { text: 'merged and verified', tone: 'good' },
  'already-done': { text: 'merged by an earlier run', tone: 'good' },
  'would-merge': { text: 'would be merged', tone: 'good' },
  held: { text: 'held', tone: 'look' },
  drifted: { text: 'back in review', tone: 'look' },
  skipped: { text: 'skipped', tone: 'bad' },
  failed: { text: 'failed', tone: 'bad' },
  abandoned: { text: 'given up by a person', tone: 'calm' },
  'settled-merged': { text: 'merged, says a person', tone: 'look' },
  'settled-apart': { text: 'apart, says a person', tone: 'calm' },
  undone: { text: 'merged, and taken back', tone: 'calm' },
  'taken-back': { text: 'merged before, and taken back', tone: 'calm' },
  'not-started': { text: 'not started', tone: 'calm' },
  open: { text: 'to come', tone: 'calm' },
};

const STOPPED: PairResult[] = ['held', 'drifted', 'skipped', 'failed'];

/** Whether something kept the pair from being merged, other than a person's word. */
export function isStopped({ result }: Pick<ReportPair, 'result'>): boolean {
  return STOPPED.includes(result);
}
