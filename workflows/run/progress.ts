import type { RunProgress } from '../types.ts';

/** A run that has not begun. */
export function newProgress(runId: string): RunProgress {
  return {
    runId,
    paused: false,
    pauseReason: null,
    stopSeq: 0,
    finishing: false,
    canary: 'ahead',
    accepted: { ended: 0, bad: 0 },
    counts: { started: 0, done: 0, held: 0, skipped: 0, failed: 0, notStarted: 0, merged: 0 },
    inFlight: 0,
    undecided: 0,
    waitingFor: 'nothing',
  };
}
