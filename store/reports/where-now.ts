import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { MOST_HOPS } from '../ledger/survivor.ts';
import { iso } from './rows.ts';

/** One step of a contact's way: a merge of ours, or a merge that was taken back. */
export interface Hop {
  from: string;
  /** Where it led; of one that was taken back, the contact that is back. */
  to: string;
  toFullId: string;
  run: string;
  /** What it was merged into before the merge was taken back, and by which undo; null where the merge stands. */
  former: string | null;
  undo: string | null;
  /** When it was merged, or taken back. */
  time: string;
  /** On a person's word: nothing proves it. */
  byPerson: boolean;
}

/** Where a contact is now, by what we did. `not-moved`: no merge of ours has moved it. `back`: the last word is an undo. */
export interface WhereNow {
  now: string;
  /** Null where it was not moved. */
  nowFullId: string | null;
  is: 'not-moved' | 'merged' | 'back';
  hops: Hop[];
}

/** Where each of these contacts is now, by its id in either spelling. */
export async function whereNow(
  db: Tx,
  { crm, org, ids }: { crm: string; org: string; ids: string[] },
): Promise<Map<string, WhereNow>> {
  const asked = [...new Set(ids)];
  const rows = await db.execute<Hop & { asked: string; hops: number } & Record<string, unknown>>(sql`
    with recursive asked as (select id from unnest(${sql.param(asked)}::text[]) as id), walk as (
      select a.id as asked, r.*, 1 as hops from asked a join redirects r on r.crm = ${crm} and r.org = ${org} and r.old_id = a.id
      union all
      select w.id as asked, r.*, 1 from (
        select a.id from asked a where not exists (
          select 1 from redirects r where r.crm = ${crm} and r.org = ${org} and r.old_id = a.id)) w
      join redirects r on r.crm = ${crm} and r.org = ${org} and r.old_full_id = w.id
    ), way as (
      select * from walk
      union all
      select w.asked, r.*, w.hops + 1 from way w
      join redirects r on r.crm = ${crm} and r.org = ${org} and r.old_id = w.new_id and r.old_id <> w.old_id where w.hops < ${MOST_HOPS}
    )
    select asked, hops, old_id as "from", new_id as "to", new_full_id as "toFullId", run_id as run, former_id as former, undo_id as undo,
      ${iso(sql`coalesce(undone_at, created_at)`)} as time, by_person as "byPerson"
    from way order by asked, hops`);
  const found = new Map(
    asked.map((id): [string, WhereNow] => [id, { now: id, nowFullId: null, is: 'not-moved', hops: [] }]),
  );
  for (const { asked: id, hops: _, ...hop } of rows) {
    const before = found.get(id)?.hops ?? [];
    const is = hop.undo === null ? 'merged' : 'back';
    found.set(id, { now: hop.to, nowFullId: hop.toFullId, is, hops: [...before, hop] });
  }
  return found;
}
