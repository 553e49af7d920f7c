import type { Crm, Restoring, WriteOptions } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import type { Attempt } from '../../store/types.ts';
import { claimUndoPair, type UndoPairRow } from '../../store/undo/ledger.ts';
import { commitUndoWrite, resultIs } from '../../store/undo/steps.ts';
import type { UndoFrozen, UndoPairKey, UndoResult } from '../../store/undo/types.ts';
import type { Deps } from '../deps.ts';
import type { FailpointName } from '../failpoint.ts';
import { startClocks } from '../merge/clocks.ts';
import { ownWorkflow } from '../own-workflow.ts';
import { attemptOf } from '../pair-ref.ts';
import { type UndoRef, undoKey } from './undo-ref.ts';

/** What a step of an undo that writes goes by. */
export interface UndoWork {
  deps: Deps;
  pair: UndoRef;
  key: UndoPairKey;
  attempt: Attempt;
  row: UndoPairRow;
  crm: Crm;
  restoring: Restoring;
  budget: RateBudget;
  signal: AbortSignal;
}

/** The undo was told to stop; the number is the word's. */
export interface Stopped {
  stopped: number;
}

type WriteName = Extract<FailpointName, `undo.${string}.before`> extends `undo.${infer Name}.before` ? Name : never;

/** A write of ours begins no later after its order was checked. */
const LONGEST_TO_WRITE_MS = 500;

/** Takes the pair for this attempt. Throws StaleAttemptError; CrmError `invalid` where the CRM cannot take a merge back. */
export async function beginWork(deps: Deps, pair: UndoRef, signal: AbortSignal): Promise<UndoWork> {
  const key = undoKey(pair);
  const attempt = attemptOf(pair);
  const row = await claimUndoPair(deps.db, key, attempt);
  const { crm, budget } = await deps.crmFor(pair);
  const { restoring } = crm;
  if (restoring === undefined) throw new CrmError({ kind: 'invalid', message: `${crm.name} cannot take a merge back` });
  return { deps, pair, key, attempt, row, crm, restoring, budget, signal };
}

/** Sets calls aside behind the reservations of runs: a merge between its last look and its POST waits for no undo. */
export function reserveForUndo(
  { budget, signal }: Pick<UndoWork, 'budget' | 'signal'>,
  calls: number,
): Promise<string> {
  return budget.reserve(calls, { signal, behind: true });
}

/** What was decided when the pair was looked at. */
export function frozenOf({ row, key }: Pick<UndoWork, 'row' | 'key'>): UndoFrozen {
  if (row.frozen === null) throw new Error(`Nothing was decided of pair ${key.clusterId}.${key.duplicateId}`);
  return row.frozen;
}

/** By what the contact that comes back is told from all others: an e-mail that is its alone, or a marker of ours. */
export function markerOf({ row }: Pick<UndoWork, 'row'>): string {
  return row.frozen?.values.by ?? row.marker;
}

interface UndoWriting<T> {
  name: WriteName;
  calls: number;
  detail: string;
  /** What is known of the pair once the write may have left. */
  result?: UndoResult;
  /** Whether `write` reads first, and asks by itself right before it writes. */
  readsFirst?: boolean;
  write: (options: WriteOptions) => Promise<T>;
}

/**
 * Writes once. The order, and that nobody has stopped it, are asked under a row lock right before; the bytes follow at once or not at all. Throws
 * CrmError; never retried here.
 */
export async function writeForUndo<T>(work: UndoWork, step: UndoWriting<T>): Promise<{ value: T } | Stopped> {
  const { deps, key, attempt, row, budget, signal } = work;
  const { name, calls, detail, result, readsFirst = false, write } = step;
  const reservation = await reserveForUndo(work, calls);
  const clock = clockFromCommit();
  const order = async (): Promise<Stopped | null> => {
    const { state } = row;
    const workflowId = ownWorkflow();
    const set = result === undefined ? [] : [resultIs(result)];
    const journal = { key, attempt, workflowId, from: state, to: state, detail, set, onCommit: clock.start };
    const stopped = await commitUndoWrite(deps.db, journal);
    if (stopped !== null) return { stopped };
    deps.failpoint(`undo.${name}.before`);
    return null;
  };
  const words: Stopped[] = [];
  const ask = async (): Promise<boolean> => {
    const word = await order();
    if (word !== null) words.push(word);
    return word === null;
  };
  const mayWrite = (): boolean => !signal.aborted && clock.isInTime();
  try {
    const before = readsFirst ? null : await order();
    if (before !== null) return before;
    const value = await write({ signal, reservation, mayWrite, ...(readsFirst ? { ask } : {}) });
    const [said] = words;
    if (said !== undefined) return said;
    deps.failpoint(`undo.${name}.after`);
    return { value };
  } finally {
    await budget.release(reservation);
  }
}

/** Time counts from right before COMMIT leaves: until then nobody can stop the undo. */
export function clockFromCommit(): { start: () => void; isInTime: () => boolean } {
  let clock = startClocks();
  return {
    start: () => {
      clock = startClocks();
    },
    isInTime: () => clock.elapsedMs() <= LONGEST_TO_WRITE_MS,
  };
}
