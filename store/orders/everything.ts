import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { notePauses } from '../nights/write-notices.ts';

/** A person's word to all runs of this store. */
export interface EverythingStop {
  /** Grows with every word. */
  seq: number;
  /** Since when nothing is sent; null: each run goes by its own word. */
  since: string | null;
  by: string | null;
}

export async function readEverything(db: Tx): Promise<EverythingStop> {
  const [row] = await db.execute<{ seq: number; stopAt: string | null; by: string | null }>(
    sql`select seq, stop_at as "stopAt", by from everything`,
  );
  const { seq = 0, stopAt = null, by = null } = row ?? {};
  return { seq, since: stopAt === null ? null : new Date(stopAt).toISOString(), by };
}

/** From this moment on no run of this store sends anything, and no resolving either. */
export async function stopEverything(db: Tx, { by }: { by: string }): Promise<EverythingStop> {
  await db.execute(sql`
    with word as (
      insert into everything (seq, stop_at, by) values (1, clock_timestamp(), ${by})
      on conflict ("only") do update set seq = everything.seq + 1, by = excluded.by,
        stop_at = coalesce(everything.stop_at, excluded.stop_at) returning stop_at
    ), stopped as (
      select r.id, r.state, w.stop_at, 'person' as stop_by, '{"code": "everything-paused"}'::jsonb as stop_why
      from word w cross join runs r where r.state = 'open' and r.stop_at is null
    ) ${notePauses(sql`stopped`)}`);
  return readEverything(db);
}

/** Each run goes by its own word again. */
export async function liftEverything(db: Tx): Promise<EverythingStop> {
  await db.execute(sql`update everything set seq = seq + 1, stop_at = null, by = null`);
  return readEverything(db);
}
