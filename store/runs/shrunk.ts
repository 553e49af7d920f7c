import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';

interface LastRead {
  run: string;
  /** Rows of its CSV, rejected ones included. */
  rows: number;
  /** Contacts of the organization that were merged away since it began, and not taken back: an export has them no more. */
  mergedSince: number;
}

/** What the last real run of a profile read, as far as that is known; null where there is none. */
async function lastRead(db: Db, of: { crm: string; org: string; profile: string }): Promise<LastRead | null> {
  const [found] = await db.execute<{ run: string; rows: number; merged: number }>(sql`
    select r.id as run, (r.options #>> '{rowsRead,rows}')::int as rows,
      (select count(*)::int from consumed c where c.crm = r.crm and c.org = r.org and c.created_at >= r.created_at
        and c.undo_id is null) as merged
    from runs r join plans p on p.digest = r.plan_digest
    where r.crm = ${of.crm} and r.org = ${of.org} and p.profile = ${of.profile} and not r.dry_run
      and r.options -> 'rowsRead' is not null
    order by r.created_at desc limit 1`);
  return found === undefined ? null : { run: found.run, rows: found.rows, mergedSince: found.merged };
}

export interface Shrunk extends LastRead {
  /** Rows that there should be at least, by what the last run read. */
  expected: number;
}

export interface ShrinkQuestion {
  crm: string;
  org: string;
  profile: string;
  rows: number;
  /** The share by which an export may be smaller, from 0 to 1. */
  most: number;
}

/** The last real run's reading where this export has far fewer rows than what that leaves; null where it has enough, or none was before. */
export async function shrunk(db: Db, { rows, most, ...of }: ShrinkQuestion): Promise<Shrunk | null> {
  const last = await lastRead(db, of);
  if (last === null) return null;
  const expected = Math.max(0, last.rows - last.mergedSince);
  return rows < expected * (1 - most) ? { ...last, expected } : null;
}
