import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Run } from '../runs/runs.ts';
import { iso } from './rows.ts';

/** Where a contact that a run has merged away is to be found. */
export interface ReportRedirect {
  oldId: string;
  newId: string;
  oldFullId: string;
  newFullId: string;
  run: string;
  time: string;
}

/** The redirects of this run only. */
export async function reportRedirects(db: Tx, run: Run): Promise<ReportRedirect[]> {
  return db.execute<ReportRedirect & Record<string, unknown>>(sql`
    select old_id as "oldId", new_id as "newId", old_full_id as "oldFullId", new_full_id as "newFullId",
      run_id as run, ${iso(sql`created_at`)} as time
    from redirects where run_id = ${run.id} order by created_at, old_id`);
}
