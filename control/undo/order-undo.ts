import type { Client } from '@temporalio/client';
import type { Db } from '../../store/database.ts';
import type { Run } from '../../store/runs/runs.ts';
import { createUndo, type NewUndo, type UndoCreated } from '../../store/undo/create-undo.ts';
import { failUndo } from '../../store/undo/pairs.ts';
import { readUndoHead } from '../../store/undo/read-undo.ts';
import type { undoRun } from '../../workflows/undo/undo-run.ts';
import { endIfGone } from '../end-if-gone.ts';
import { queueOf } from '../queue-of.ts';
import { Refused } from '../refused.ts';
import { isRunning } from '../start-run.ts';
import { refuseWhilePaused } from '../stop/pause-everything.ts';

export interface OrderUndo extends Omit<NewUndo, 'runId'> {
  client: Client;
  db: Db;
  run: Run;
  /** As the settings name it. */
  taskQueue: string;
}

export interface OrderedUndo {
  id: string;
  workflowId: string;
  /** Resolves when its workflow has ended, however. */
  ended: () => Promise<void>;
}

/**
 * Writes a person's order to take merges back, or to look at how, into the store and starts its workflow. Throws Refused where another undo of
 * the organization is open, and where there is nothing of that name.
 */
export async function orderUndo(order: OrderUndo): Promise<OrderedUndo> {
  const { client, db, run, taskQueue, ...rest } = order;
  refuseRun(await endIfGone(order));
  if (rest.shown !== null) await refuseWhilePaused(db);
  const queue = await queueOf(db, taskQueue);
  const { id, workflowId, pairs } = await created(order, { ...rest, runId: run.id });
  if (pairs === 0) {
    await failUndo(db, id);
    throw new Refused(`${whatOf(order)} has no merge: there is nothing to take back`);
  }
  try {
    const handle = await client.workflow.start<typeof undoRun>('undoRun', {
      workflowId,
      taskQueue: queue,
      args: [{ undo: id }],
      workflowTaskTimeout: rest.timing.workflowTaskMs,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: rest.shown === null ? 'look how merges are taken back' : 'take merges back',
    });
    return {
      id,
      workflowId,
      ended: () =>
        handle.result().then(
          () => undefined,
          () => undefined,
        ),
    };
  } catch (error) {
    await failUndo(db, id);
    throw error;
  }
}

function refuseRun({ id, dryRun, state }: Run): void {
  if (dryRun) throw new Refused(`Run ${id} is a dry run: it merged nothing, so there is nothing to take back`);
  if (state !== 'open') return;
  throw new Refused(`Run ${id} is open: what it merges is taken back once it has ended`, {
    todo: { code: 'look-or-end-run', values: {} },
  });
}

/** An undo whose workflow is gone is open no more, so that another one can begin. */
async function created({ client, db }: OrderUndo, order: NewUndo): Promise<Extract<UndoCreated, { kind: 'created' }>> {
  for (let tries = 0; ; tries++) {
    const made = await createUndo(db, order);
    if (made.kind === 'created') return made;
    if (made.kind === 'no-run') throw new Refused(`There is no run '${order.runId}' in the store`);
    if (made.kind === 'not-shown') throw new Refused('What was shown is not what the store has: look at it again');
    const open = await readUndoHead(db, made.id);
    if (tries > 0 || open === null || (await isRunning(client, open.workflowId))) throw isOpen(made.id);
    await failUndo(db, made.id);
  }
}

function isOpen(undo: string): Refused {
  return new Refused(`Undo ${undo} of this organization is open: one at a time`, {
    todo: { code: 'look-at-undo', values: { undo } },
  });
}

function whatOf({ run, clusterId, duplicateId }: OrderUndo): string {
  if (clusterId === null) return `Run ${run.id}`;
  return `Run ${run.id}, ${duplicateId === null ? `cluster ${clusterId}` : `pair ${clusterId}.${duplicateId}`},`;
}
