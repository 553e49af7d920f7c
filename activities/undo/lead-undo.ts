import { NotInStore } from '../../store/not-in-store.ts';
import type { Reason } from '../../store/reasons.ts';
import type { StopState } from '../../store/runs/runs.ts';
import { claimUndoPair, giveUndoPair } from '../../store/undo/ledger.ts';
import { type NextUndoPair, nextUndoPair as next } from '../../store/undo/pairs.ts';
import { endUndoPair as end } from '../../store/undo/steps.ts';
import { readUndoStop, setUndoStop as set, type UndoStopOrder } from '../../store/undo/stop.ts';
import type { UndoPairState } from '../../store/undo/types.ts';
import { UNDO_ENDED } from '../../store/undo/undo-states.ts';
import type { Deps } from '../deps.ts';
import { attemptOf } from '../pair-ref.ts';
import { shown } from '../run/set-stop.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { type UndoRef, undoKey } from './undo-ref.ts';

/** The newest merge that has not had its turn; `after`: by its place. Null: all have. */
export function nextUndoPair(deps: Deps) {
  return ({ undo, after }: { undo: string; after: number }): Promise<NextUndoPair | null> =>
    withHeartbeat(() => next(deps.db, { undoId: undo, after }));
}

/** Gives the pair to a new attempt, and says where it stands. */
export function replaceUndoAttempt(deps: Deps) {
  return ({ pair }: { pair: UndoRef }): Promise<UndoPairState> =>
    withHeartbeat(async () => {
      const state = await giveUndoPair(deps.db, undoKey(pair), pair.token);
      if (state === null) throw new NotInStore(`Pair ${pair.cluster}.${pair.duplicate} of ${pair.undo}`);
      return state;
    });
}

/** Puts a pair down for a person, or back where nothing was begun. One that has ended stays as it is. */
export function endUndoPair(deps: Deps) {
  return ({ pair, to, why }: { pair: UndoRef; to: 'put-down' | 'held' | 'not-started'; why: Reason }): Promise<void> =>
    withHeartbeat(async () => {
      const { crm, org } = pair;
      const key = undoKey(pair);
      const attempt = attemptOf(pair);
      const { state, newId, result } = await claimUndoPair(deps.db, key, attempt);
      if (UNDO_ENDED.includes(state)) return;
      if (to === 'not-started' && result?.takenOff !== undefined) {
        // Begun all the same: the contact that was kept may be without it.
        const stopped: Reason = { code: 'undo-stopped', values: { state, contact: newId } };
        await end(deps.db, { key, attempt, crm, org, to: 'put-down', why: stopped });
        return;
      }
      const isNamed = why.code === 'undo-stopped' || why.code === 'undo-refused';
      const known = isNamed ? ({ ...why, values: { ...why.values, contact: newId } } as Reason) : why;
      await end(deps.db, { key, attempt, crm, org, to, why: known });
    });
}

/** The store's word on whether the undo may write. */
export function hearUndoStop(deps: Deps) {
  return ({ undo }: { undo: string }): Promise<StopState> =>
    withHeartbeat(async () => shown(await readUndoStop(deps.db, undo)));
}

/** Forbids the undo's writes from now on. To allow them again is a person's, through a script. */
export function setUndoStop(deps: Deps) {
  return ({ undo, ...order }: Omit<UndoStopOrder, 'undoId'> & { undo: string }): Promise<StopState> =>
    withHeartbeat(async () => shown(await set(deps.db, { ...order, undoId: undo })));
}
