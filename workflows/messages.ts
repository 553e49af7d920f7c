import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Reason, StopBy } from '../store/reasons.ts';
import type { RunProgress } from './types.ts';

/**
 * A number says that the store has the word already: from a script, or a cluster that was refused a merge. Without one it comes from the
 * Temporal UI, and to resume takes a code. `by` and `why` are of messages of before. Parsed before it is looked at: it may be anything.
 */
export interface StopMessage {
  seq?: number;
  reason?: string;
  by?: StopBy | undefined;
  why?: Reason | undefined;
  code?: string;
}

/** Which clusters, and who says so. Exactly one of the first three; to approve takes a code. Parsed before it is looked at. */
export interface DecisionMessage {
  all?: boolean;
  strategy?: string;
  clusters?: string[];
  by?: string;
  code?: string;
}

export const pauseSignal = defineSignal<[StopMessage?]>('pause');
export const resumeSignal = defineSignal<[StopMessage?]>('resume');
export const approveSignal = defineSignal<[DecisionMessage]>('approve');
export const rejectSignal = defineSignal<[DecisionMessage]>('reject');
export const finishSignal = defineSignal('finish');
/** The store has a new decision. Our scripts say no more than that. */
export const wakeSignal = defineSignal('wake');
export const progressQuery = defineQuery<RunProgress>('progress');

/** From a run to its clusters in flight: merges are allowed again under this number. */
export const goOnSignal = defineSignal<[{ seq: number }]>('goOn');
