import type { ClusterRef } from '../../activities/backup/back-up-contact.ts';
import type { PairRef } from '../../activities/pair-ref.ts';
import type { Reason, Said, StopBy } from '../../store/reasons.ts';
import type { PairState } from '../../store/types.ts';
import type { Steps } from '../steps.ts';
import type { Timing } from '../timing.ts';
import type { PairEnd } from '../types.ts';

/** How a pair speaks with its run about stopping and going on. */
export interface Gate {
  /** Waits until merges are allowed again under a higher number. False: nobody will allow it here, so the pair is given up. */
  goOnAfter(seq: number): Promise<boolean>;
  /** Stops the run, for which the CRM refuses the token or the disk takes nothing, and returns the number of that word. */
  stop(why: Reason, by: StopBy): Promise<number>;
  /** Merges were refused because somebody stopped the run: makes sure that the run knows. */
  wasStopped(seq: number): Promise<void>;
}

/** Why a contact is not backed up, and how its pair ends; null when it is. */
export type BackupProblem = ({ to: 'skipped' | 'held' } & Said) | null;

export interface PairWork extends Steps {
  cluster: ClusterRef;
  primary: string;
  duplicate: string;
  /** Where the ledger says the pair stands. */
  state: PairState;
  /** Why it is put down, where it is. */
  why?: Reason | undefined;
  token: string;
  /** The cluster has pairs after this one. */
  more: boolean;
  timing: Timing;
  gate: Gate;
  /** Backs up both contacts, once each; the reason when that is not possible. */
  backUp: () => Promise<BackupProblem>;
  /** A person said it is merged. */
  trustGone?: boolean;
  /** Its refusals are watched over by this very workflow. */
  watched?: true;
  /** Both backups at once, and the first look's pause inside its step: what `FEWER_TURNS` says of this workflow. */
  fewerTurns: boolean;
}

/** One attempt's view of the pair: token and step number go with every activity. */
export interface PairCursor extends PairWork {
  nextRef(): PairRef;
  /** Whether a merge may be on its way from now on: what a ledger that is an older copy must not make us forget. */
  sending(now: boolean): void;
}

/** What a step led to: the pair's end, or the ledger's next state. */
export type Advance = { end: PairEnd } | { state: PairState; reservation?: string };
