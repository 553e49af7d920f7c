import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';

export interface LastRead {
  run: string;
  /** Rows of its CSV, rejected ones included. */
  rows: number;
  /** Contacts of the organization that were merged away since it began: an export has them no more. */
  mergedSince: number;
}

/** What the last real run of a profile read, as far as that is known; null where there is none. */
export async function lastRead(db: Db, of: { crm: string; org: string; profile: string }): Promise<LastRead | null> {
  const [found] = await db.execute<{ run: string; rows: number; merged: number }>(sql`
    select r.id as run, (r.options #>> '{rowsRead,rows}')::int as rows,
      (select count(*)::int from consumed c where c.crm = r.crm and c.org = r.org and c.created_at >= r.created_at) as merged
    from runs r join plans p on p.digest = r.plan_digest
    where r.crm = ${of.crm} and r.org = ${of.org} and p.profile = ${of.profile} and not r.dry_run
      and r.options -> 'rowsRead' is not null
    order by r.created_at desc limit 1`);
  return found === undefined ? null : { run: found.run, rows: found.rows, mergedSince: found.merged };
}
