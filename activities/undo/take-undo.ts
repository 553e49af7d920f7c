import type { Timing } from '../../store/orders/timing.ts';
import type { StopState } from '../../store/runs/runs.ts';
import { readUndoStop } from '../../store/undo/stop.ts';
import { takeUndo as take } from '../../store/undo/take-undo.ts';
import type { Deps } from '../deps.ts';
import { ownWorkflow } from '../own-workflow.ts';
import { shown } from '../run/set-stop.ts';
import { routeHere } from '../run/take-run.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface UndoTaken {
  crm: string;
  org: string;
  preview: boolean;
  timing: Timing;
  route: { databaseId: string; crmQueue: string };
  stop: StopState;
}

/** Lets an undo's own workflow begin or go on, and says by what. Any other is refused before it has read or written anything. */
export function takeUndo(deps: Deps) {
  return ({ undo, first }: { undo: string; first: string }): Promise<UndoTaken> =>
    withHeartbeat(async () => {
      const workflowId = ownWorkflow();
      const taken = await take(deps.db, { undoId: undo, asker: { workflowId, first } });
      const stop = shown(await readUndoStop(deps.db, undo));
      return { ...taken, route: routeHere(deps.store.databaseId, taken), stop };
    });
}
