import { setCurrentDetails } from '@temporalio/workflow';
import type { RunSettings } from '../../activities/run/take-run.ts';
import type { Steps } from '../steps.ts';
import type { RunProgress } from '../types.ts';
import { describe } from './describe.ts';

/** What the parts of a run share: what it goes by, its state, and the children that a resume must reach. */
export interface RunContext extends Steps {
  runId: string;
  settings: RunSettings;
  /** The store has said that this is the run's own workflow: nothing is read or written before. */
  admitted: boolean;
  /** What it goes by was in its input, and is in its clusters'. */
  isOfBefore: boolean;
  progress: RunProgress;
  /** Clusters in flight, by workflow id. */
  children: Set<string>;
  /** Grows with every decision, so that waiting for one is a condition. */
  decisionsRecorded: number;
  /** The newest word of the store that this execution has heard; -1: none. */
  heardSeq: number;
  /** Pauses of the run's own that are being written: a person's word waits for them, so that it comes after. */
  pausesUnderWay: number;
}

/** Keeps the run's page in the Temporal UI readable. */
export function describeNow(run: RunContext): void {
  setCurrentDetails(describe(run.progress));
}
