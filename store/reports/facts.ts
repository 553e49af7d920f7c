import { BY_WORD } from '../pair-states.ts';
import type { Reason } from '../reasons.ts';
import type { Run } from '../runs/runs.ts';
import type { PairState } from '../types.ts';
import type { ReportRow } from './rows.ts';

/** Where a pair stands for one run. */
export interface ReportFacts {
  /** Whether it is this run's doing, and not what another run had settled before. */
  mine: boolean;
  state: PairState;
  reason: string | null;
  why: Reason | null;
  sends: number;
  /** Whether the rest of the ledger's row is about this. */
  fromLedger: boolean;
}

/**
 * The ledger has one row per pair, shared by all runs. Where it has passed to another run, the journal says how this run
 * left the pair; a pair that this run found settled keeps what the ledger says.
 */
export function reportFacts(row: ReportRow, run: Run): ReportFacts {
  const { state, reason, why, ownState, ownReason, ownWhy } = row;
  if (state !== null && (row.run === run.id || isSettledBefore(row, run))) {
    return { mine: row.run === run.id, state, reason, why, sends: row.sends ?? 0, fromLedger: true };
  }
  const left = { mine: true, fromLedger: false };
  if (ownState !== null) {
    return { ...left, state: ownState, reason: ownReason, why: ownWhy, sends: row.ownSends ?? 0 };
  }
  if (state !== null && row.started) {
    const why: Reason = { code: 'taken-over', values: { run: row.run ?? '' } };
    return { ...left, state: 'held', reason: null, why, sends: 0 };
  }
  return { ...left, state: 'approved', reason: null, why: null, sends: 0 };
}

/** Merged or given up by another run, and not only after this one had ended. */
function isSettledBefore({ state, ownState, doneAt }: ReportRow, { endedAt }: Run): boolean {
  if (ownState !== null) return false;
  if (state === 'abandoned' || (state !== null && BY_WORD.includes(state))) return true;
  return (
    (state === 'done' || state === 'undone') && (endedAt === null || doneAt === null || doneAt <= endedAt.toISOString())
  );
}
