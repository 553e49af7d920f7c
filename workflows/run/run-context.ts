import { setCurrentDetails } from '@temporalio/workflow';
import type { Steps } from '../steps.ts';
import type { DedupeRunInput, RunProgress } from '../types.ts';
import { describe } from './describe.ts';

/** What the parts of a run share: its input, its state, and the children that a resume must reach. */
export interface RunContext extends Steps {
  input: DedupeRunInput;
  progress: RunProgress;
  /** Clusters in flight, by workflow id. */
  children: Set<string>;
  /** Grows with every decision, so that waiting for one is a condition. */
  decisionsRecorded: number;
  /** Pauses of the run's own that are being written: a person's word waits for them, so that it comes after. */
  pausesUnderWay: number;
}

/** Keeps the run's page in the Temporal UI readable. */
export function describeNow(run: RunContext): void {
  setCurrentDetails(describe(run.progress));
}
