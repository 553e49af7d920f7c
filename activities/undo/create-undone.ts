import { CrmError } from '../../crm/errors.ts';
import { mergedPair } from '../../store/undo/merged-pair.ts';
import { backToFreed, commitCreating, MOST_CREATES, noteCreateOutcome } from '../../store/undo/steps.ts';
import type { Deps } from '../deps.ts';
import { ownWorkflow } from '../own-workflow.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { newestBody } from './kept-fields.ts';
import { isStillToBeMade } from './still-to-be-made.ts';
import type { UndoRef } from './undo-ref.ts';
import { beginWork, clockFromCommit, frozenOf, markerOf, reserveForUndo, type UndoWork } from './undo-work.ts';

export type UndoCreateSent =
  /** It may have reached the CRM, whatever was answered: only a look tells. */
  | { kind: 'sent' }
  /** It provably has not; `waitMs`: the CRM said when it may. */
  | { kind: 'not-sent'; waitMs: number | null }
  | { kind: 'stopped'; seq: number }
  | { kind: 'unauthorized' };

/**
 * Makes the contact that comes back. Treated as a merge's POST is: journalled before a byte leaves, never retried by anything, and after any doubt only
 * looked for.
 */
export function createUndone(deps: Deps) {
  return ({ pair }: { pair: UndoRef }): Promise<UndoCreateSent> =>
    withHeartbeat(async (_beat, signal) => {
      const work = await beginWork(deps, pair, signal);
      const { key, row, budget } = work;
      if (row.state !== 'freed' || row.creates >= MOST_CREATES) return { kind: 'sent' };
      const merged = await mergedPair(deps.db, key);
      const body = await newestBody(deps.backups, key.duplicateId, merged?.backups ?? []);
      if (merged === null || body === null) throw new Error(`The backup of ${key.duplicateId} is gone`);
      if (!(await isStillToBeMade(work, { merged, body }))) return { kind: 'sent' };
      const reservation = await reserveForUndo(work, 1);
      try {
        return await create(work, { body, reservation });
      } finally {
        await budget.release(reservation);
      }
    });
}

async function create(
  work: UndoWork,
  { body, reservation }: { body: Uint8Array; reservation: string },
): Promise<UndoCreateSent> {
  const { deps, key, attempt, pair, row, restoring, signal } = work;
  const { crm, org } = pair;
  const step = { key, attempt };
  const clock = clockFromCommit();
  const detail = `create ${row.creates + 1}`;
  const committing = { ...step, workflowId: ownWorkflow(), detail, onCommit: clock.start };
  const stopped = await commitCreating(deps.db, committing);
  if (stopped !== null) return { kind: 'stopped', seq: stopped };
  deps.failpoint('undo.create.before');
  let mayHaveLeft = false;
  const mayWrite = (): boolean => {
    if (signal.aborted || !clock.isInTime()) return false;
    mayHaveLeft = true;
    process.nextTick(() => deps.failpoint('undo.create.after'));
    return true;
  };
  const { create: fields } = frozenOf(work).values;
  try {
    const request = { raw: body, marker: markerOf(work), fields: { ...fields } };
    const made = await restoring.create(request, { signal, reservation, mayWrite });
    deps.failpoint('undo.journal.before');
    const back = made === null ? null : { id: made.displayId, fullId: made.id };
    const outcome = back === null ? 'accepted' : `answered with ${back.id}`;
    await noteCreateOutcome(deps.db, { ...step, crm, org, outcome, answered: null, back });
    deps.failpoint('undo.journal.after');
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    return await conclude(work, error, mayHaveLeft);
  }
  return { kind: 'sent' };
}

/** A 401, 403 or 429 of the CRM's own is no create, and neither is one of which no byte left. */
async function conclude(
  { deps, key, attempt, pair }: UndoWork,
  error: CrmError,
  mayHaveLeft: boolean,
): Promise<UndoCreateSent> {
  const { kind, status, retryAfterMs } = error;
  const isRefused = status === 401 || status === 403;
  if (!mayHaveLeft || isRefused || status === 429) {
    await backToFreed(deps.db, { key, attempt, because: 'not-sent', detail: `not sent: ${kind}` });
    return isRefused ? { kind: 'unauthorized' } : { kind: 'not-sent', waitMs: retryAfterMs };
  }
  const outcome = status === null ? `unknown ${kind}` : `answered ${status}`;
  const { crm, org } = pair;
  await noteCreateOutcome(deps.db, { key, attempt, crm, org, outcome, answered: status, back: null });
  return { kind: 'sent' };
}
