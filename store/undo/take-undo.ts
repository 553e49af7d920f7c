import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { NotItsOwn } from '../orders/not-its-own.ts';
import type { Asker } from '../orders/run-orders.ts';
import type { Timing } from '../orders/timing.ts';
import type { UndoRunState } from './types.ts';

export interface TakenUndo {
  crm: string;
  org: string;
  preview: boolean;
  timing: Timing;
}

interface Owned {
  workflowId: string;
  takenBy: string | null;
  state: UndoRunState;
  digest: string | null;
}

/** Lets an undo's own workflow begin, or go on after a continue-as-new. Throws NotItsOwn for any other, and for an undo that has ended. */
export async function takeUndo(db: Db, { undoId, asker }: { undoId: string; asker: Asker }): Promise<TakenUndo> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<TakenUndo & Record<string, unknown> & Owned>(sql`
      select crm, org, preview, timing, workflow_id as "workflowId", taken_by as "takenBy", state, digest
      from undos where id = ${undoId} for update`);
    if (row === undefined) throw new NotInStore(`Undo ${undoId}`);
    const { workflowId, takenBy, state, digest, crm, org, preview, timing } = row;
    if (workflowId !== asker.workflowId) throw new NotItsOwn(`Undo ${undoId} is another workflow's`);
    if (takenBy !== null && takenBy !== asker.first) throw new NotItsOwn(`Undo ${undoId} has counted already`);
    if (state !== 'open') throw new NotItsOwn(`Undo ${undoId} has ended as ${state}`);
    if (!preview && digest === null) throw new NotItsOwn(`Undo ${undoId} was never shown to anybody`);
    await tx.execute(sql`update undos set taken_by = ${asker.first} where id = ${undoId}`);
    return { crm, org, preview, timing };
  });
}
