import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { undos } from './tables.ts';
import type { UndoPairKey, UndoPairState, UndoRunState } from './types.ts';
import { UNDO_ENDED } from './undo-states.ts';

export interface NextUndoPair extends UndoPairKey {
  ordinal: number;
  state: UndoPairState;
}

/** The pair that is next: one under way, else the newest merge that is left. Null: all have ended, or, of a preview, are planned. */
export async function nextUndoPair(
  db: Tx,
  { undoId, after }: { undoId: string; after: number },
): Promise<NextUndoPair | null> {
  const [row] = await db.execute<NextUndoPair & Record<string, unknown>>(sql`
    select undo_id as "undoId", cluster_id as "clusterId", primary_id as "primaryId", duplicate_id as "duplicateId", ordinal, state
    from undo_pairs where undo_id = ${undoId} and ordinal > ${after} and state not in ${UNDO_ENDED}
    order by ordinal limit 1`);
  return row ?? null;
}

/** Ends an undo: the first word stands. What had no turn is `not-started`. `digest`: of a preview, what it came to. */
export async function endUndo(
  db: Db,
  { undoId, state, digest }: { undoId: string; state: Exclude<UndoRunState, 'open'>; digest: string | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [ended] = await tx.execute<{ preview: boolean }>(sql`
      update undos set state = ${state}, ended_at = clock_timestamp(), digest = coalesce(${digest}, digest)
      where id = ${undoId} and state = 'open' returning preview`);
    if (ended === undefined || ended.preview) return;
    await forgetValues(tx, undoId);
    await tx.execute(sql`
      with left_over as (
        update undo_pairs set state = 'not-started', why = '{"code": "cancelled", "values": {}}'::jsonb, updated_at = clock_timestamp()
        where undo_id = ${undoId} and state = 'planned' returning *
      )
      insert into undo_events (undo_id, cluster_id, primary_id, duplicate_id, from_state, to_state, why)
      select undo_id, cluster_id, primary_id, duplicate_id, 'planned', 'not-started', why from left_over`);
  });
}

/** An undo whose workflow did not start, or is gone: it is open no more. Its pairs, and the locks of those under way, stay as they are. */
export async function failUndo(db: Db, undoId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await tx.execute(sql`
      update undos set state = 'failed', ended_at = clock_timestamp() where id = ${undoId} and state = 'open' returning 1`);
    if (ended.length > 0) await forgetValues(tx, undoId);
  });
}

/** Contact data that only a person who decides, or a step that writes, needs: who goes on with a pair looks at it anew. */
async function forgetValues(tx: Tx, undoId: string): Promise<void> {
  await tx.execute(sql`
    update undo_pairs set frozen = null, shown = null where undo_id = ${undoId} and (frozen is not null or shown is not null)`);
}

/** What a preview has planned, the newest merge first; null where a pair has no plan. */
export async function plannedDigests(db: Tx, undoId: string): Promise<{ pair: string; digest: string | null }[]> {
  const rows = await db.execute<{ pair: string; digest: string | null }>(sql`
    select concat_ws('.', cluster_id, primary_id, duplicate_id) as pair, case when state = 'planned' then plan_digest end as digest
    from undo_pairs where undo_id = ${undoId} order by ordinal`);
  return rows.map(({ pair, digest }) => ({ pair, digest }));
}

export type Undo = typeof undos.$inferSelect;

/** Throws NotInStore. */
export async function readUndo(db: Tx, undoId: string): Promise<Undo> {
  const [undo] = await db.select().from(undos).where(eq(undos.id, undoId));
  if (undo === undefined) throw new NotInStore(`Undo ${undoId}`);
  return undo;
}
