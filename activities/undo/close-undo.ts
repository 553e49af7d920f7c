import { undoOrderDigest } from '../../contacts/undo/undo-digest.ts';
import { endUndo, plannedDigests, readUndo } from '../../store/undo/pairs.ts';
import type { UndoRunState } from '../../store/undo/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { writeUndoReport } from './write-undo-report.ts';

/** Writes the end of an undo, and its report; of a preview, what it comes to. */
export function closeUndo(deps: Deps) {
  return ({ undo, state }: { undo: string; state: Exclude<UndoRunState, 'open'> }): Promise<void> =>
    withHeartbeat(async () => {
      const { preview } = await readUndo(deps.db, undo);
      const digest = preview ? undoOrderDigest(await plannedDigests(deps.db, undo)) : null;
      await endUndo(deps.db, { undoId: undo, state, digest });
      if (!preview) await writeUndoReport(deps, { undoId: undo, descriptionOf: deps.describe });
    });
}
