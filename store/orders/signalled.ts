import type { Db, Tx } from '../database.ts';
import { type Choice, storeDecision } from '../runs/decisions.ts';
import { readStop, type StopState, setStop } from '../runs/runs.ts';
import type { Selection } from '../runs/selection.ts';
import { keepAnswer, noteUntrusted, type Spender, spendCode } from './codes.ts';

/** A signal did not count. */
export const NOT_COUNTED = -1;

export interface SignalledDecision {
  runId: string;
  choice: Choice;
  by: string;
  /** Null: it names nothing. */
  selection: Selection | null;
  code: string | null;
  spender: Spender;
}

/**
 * Records what a signal decides, in one transaction with its code: approving takes one. A rejection without one holds for this run alone.
 * Returns how many clusters it changed; `NOT_COUNTED` for one that was not allowed.
 */
export async function decideBySignal(db: Db, request: SignalledDecision): Promise<number> {
  const { runId, choice, by, selection, code, spender } = request;
  return db.transaction(async (tx) => {
    const spent = await spendCode(tx, { runId, code, spender });
    if (spent.kind === 'again') return spent.answer;
    const isTrusted = spent.kind === 'spent';
    if (!isTrusted && (choice === 'approve' || code !== null))
      await noteUntrusted(tx, { runId, signal: choice, problem: spent.problem });
    if (!isTrusted && choice === 'approve') return NOT_COUNTED;
    const through = isTrusted ? 'code' : 'signal';
    const changed = selection === null ? [] : await storeDecision(tx, { runId, choice, by, selection, through });
    if (isTrusted && code !== null) await keepAnswer(tx, { code, answer: changed.length });
    return changed.length;
  });
}

/** Lets the run's merges go on for a signal that has a code. Null for one that has not. */
export async function resumeBySignal(
  db: Db,
  { runId, code, spender }: { runId: string; code: string | null; spender: Spender },
): Promise<StopState | null> {
  return db.transaction(async (tx) => {
    const spent = await spendCode(tx, { runId, code, spender });
    if (spent.kind === 'again') return readStop(tx, runId);
    if (spent.kind === 'refused') {
      await noteUntrusted(tx, { runId, signal: 'resume', problem: spent.problem });
      return null;
    }
    const word = await setStop(tx, { runId, stop: false, reason: null });
    if (code !== null) await keepAnswer(tx, { code, answer: word.seq });
    return word;
  });
}

/** A code in a signal that needs none is worth nothing afterwards: the history has it. */
export async function burnCode(tx: Tx, request: { runId: string; code: string; spender: Spender }): Promise<void> {
  const spent = await spendCode(tx, request);
  if (spent.kind === 'spent') await keepAnswer(tx, { code: request.code, answer: 0 });
}
