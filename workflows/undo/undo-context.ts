import { defineQuery } from '@temporalio/workflow';
import type { UndoTaken } from '../../activities/undo/take-undo.ts';
import type { Steps } from '../steps.ts';

/** What one execution of an undo goes by. */
export interface UndoContext extends Steps {
  undo: string;
  taken: UndoTaken;
  progress: UndoProgress;
  /** Grows with every signal: who waits asks the store again. */
  heard: { times: number };
}

/** What the query answers and what continue-as-new carries on. */
export interface UndoProgress {
  undo: string;
  /** The place of the last pair that had its turn. */
  after: number;
  ended: number;
  undone: number;
  paused: boolean;
  pauseReason: string | null;
  stopSeq: number;
  waitingFor: 'nothing' | 'resume' | 'locks';
}

export interface UndoRunInput {
  /** Names the order in the store, which has all else. */
  undo: string;
  /** What an earlier execution hands on. Counts in one that really was continued. */
  carried?: UndoProgress;
}

export interface UndoRunResult {
  undo: string;
  state: 'done' | 'cancelled';
  ended: number;
  undone: number;
}

export const undoProgressQuery = defineQuery<UndoProgress>('progress');
