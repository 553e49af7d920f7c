import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Reason, StopBy } from '../store/reasons.ts';
import type { RunProgress } from './types.ts';

/**
 * A script has written the store itself and says under which number; a cluster that was refused a merge knows the number
 * alone; from the Temporal UI both may be missing.
 */
export interface StopMessage {
  seq?: number;
  reason?: string;
  by?: StopBy | undefined;
  why?: Reason | undefined;
}

/** Which clusters, and who says so. Exactly one of the first three. */
export interface DecisionMessage {
  all?: boolean;
  strategy?: string;
  clusters?: string[];
  by?: string;
}

export const pauseSignal = defineSignal<[StopMessage?]>('pause');
export const resumeSignal = defineSignal<[StopMessage?]>('resume');
export const approveSignal = defineSignal<[DecisionMessage]>('approve');
export const rejectSignal = defineSignal<[DecisionMessage]>('reject');
export const finishSignal = defineSignal('finish');
export const progressQuery = defineQuery<RunProgress>('progress');

/** From a run to its clusters in flight: merges are allowed again under this number. */
export const goOnSignal = defineSignal<[{ seq: number }]>('goOn');
