import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { readEverything } from '../orders/everything.ts';
import { NotItsOwn } from '../orders/not-its-own.ts';
import { jsonOrNull, type Reason, type StopBy } from '../reasons.ts';
import type { StopState } from '../runs/runs.ts';

export interface UndoStopOrder {
  undoId: string;
  stop: boolean;
  reason: string | null;
  /** @default unknown, for a stop */
  by?: StopBy | undefined;
  why?: Reason | undefined;
}

const EVERYTHING: Reason = { code: 'everything-paused', values: {} };

/** Forbids (`stop`) or allows an undo's writes from this moment on. Throws NotInStore. */
export async function setUndoStop(db: Tx, order: UndoStopOrder): Promise<StopState> {
  const { undoId, stop, reason, by = 'unknown', why } = order;
  await db.execute(sql`
    update undos set stop_seq = stop_seq + 1,
      stop_at = case when ${stop} then coalesce(stop_at, clock_timestamp()) end,
      stop_reason = case when ${stop} then ${reason} end,
      stop_by = case when ${stop} then ${by} end,
      stop_why = case when ${stop} then ${jsonOrNull(why)}::jsonb end
    where id = ${undoId}`);
  return readUndoStop(db, undoId);
}

/** Throws NotInStore. */
export async function readUndoStop(db: Tx, undoId: string): Promise<StopState> {
  const [row] = await db.execute<{
    stopped: boolean;
    seq: number;
    reason: string | null;
    by: StopBy | null;
    why: Reason | null;
  }>(sql`
    select stop_at is not null as stopped, stop_seq as seq, stop_reason as reason, stop_by as by, stop_why as why
    from undos where id = ${undoId}`);
  if (row === undefined) throw new NotInStore(`Undo ${undoId}`);
  const all = await readEverything(db);
  const word = { seq: row.seq + all.seq, own: row.seq };
  if (!row.stopped && all.since !== null)
    return { ...word, stopped: true, reason: EVERYTHING.code, by: 'person', why: EVERYTHING };
  return { ...word, stopped: row.stopped, reason: row.reason, by: row.by, why: row.why };
}

/**
 * The number of the word that forbids an undo's writes, or null: then nobody can stop it before this transaction has ended. Throws NotItsOwn
 * where no order stands behind it: a person's, of this very workflow, about what was shown.
 */
export async function undoForbiddenBy(tx: Tx, undo: { undoId: string; workflowId: string }): Promise<number | null> {
  const { undoId, workflowId } = undo;
  const [row] = await tx.execute<{ stands: boolean; stopped: boolean; seq: number }>(sql`
    select u.state = 'open' and not u.preview and u.digest is not null and u.taken_by is not null
        and u.workflow_id = ${workflowId} as stands,
      u.stop_at is not null or e.stop_at is not null as stopped, u.stop_seq + e.seq as seq
    from undos u cross join everything e where u.id = ${undoId} for share`);
  if (row === undefined) throw new NotInStore(`Undo ${undoId}`);
  if (!row.stands) throw new NotItsOwn(`No order stands behind undo ${undoId}: nothing is written`);
  return row.stopped ? row.seq : null;
}
