import { decideBySignal } from '../../store/orders/signalled.ts';
import type { Choice } from '../../store/runs/decisions.ts';
import type { Selection } from '../../store/runs/selection.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { spenderHere } from './spender-here.ts';

/**
 * Records what a signal decides, before it counts. An approval takes a code, which is spent with it. Returns how many clusters it
 * changed; below 0 for one that was not allowed. Scripts write their decisions themselves.
 */
export function recordDecision(deps: Deps) {
  return (request: {
    runId: string;
    choice: Choice;
    by: string;
    /** Null: it names nothing, and its code is spent all the same. */
    selection: Selection | null;
    /** Absent in requests of before. */
    code?: string | null;
  }): Promise<number> =>
    withHeartbeat(() => decideBySignal(deps.db, { ...request, code: request.code ?? null, spender: spenderHere() }));
}
