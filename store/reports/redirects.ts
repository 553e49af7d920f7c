import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { MOST_HOPS } from '../ledger/survivor.ts';
import type { Run } from '../runs/runs.ts';
import { iso } from './rows.ts';

/** Where a contact that a run has merged away is to be found now: a later run may have merged away what it was merged into. */
export interface ReportRedirect {
  oldId: string;
  newId: string;
  oldFullId: string;
  newFullId: string;
  run: string;
  time: string;
  /** On a person's word, here or further on: nothing proves it. */
  byPerson: boolean;
}

/** The redirects of this run only. */
export async function reportRedirects(db: Tx, run: Run): Promise<ReportRedirect[]> {
  return db.execute<ReportRedirect & Record<string, unknown>>(sql`
    with recursive walk as (
      select crm, org, old_id, old_full_id, run_id, created_at, new_id, new_full_id, by_person, 1 as hops from redirects
      where run_id = ${run.id}
      union all
      select w.crm, w.org, w.old_id, w.old_full_id, w.run_id, w.created_at, r.new_id, r.new_full_id, w.by_person or r.by_person, w.hops + 1 from walk w
      join redirects r on r.crm = w.crm and r.org = w.org and r.old_id = w.new_id and r.new_id <> r.old_id where w.hops < ${MOST_HOPS}
    ), ends as (select distinct on (old_id) * from walk order by old_id, hops desc)
    select old_id as "oldId", new_id as "newId", old_full_id as "oldFullId", new_full_id as "newFullId",
      run_id as run, ${iso(sql`created_at`)} as time, by_person as "byPerson"
    from ends order by created_at, old_id`);
}
