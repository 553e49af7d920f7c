import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { type BaseOwner, readScan, type Scan } from './scans.ts';

/** The one that is read now, or was left in the middle; null where there is none. */
export function openScanOf(db: Tx, whose: BaseOwner): Promise<Scan | null> {
  return newest(db, whose, sql`state = 'open'`);
}

/** The one that was begun last, however it ended. */
export function findLastScan(db: Tx, whose: BaseOwner): Promise<Scan | null> {
  return newest(db, whose, sql`true`);
}

async function newest(db: Tx, { crm, org }: BaseOwner, which: ReturnType<typeof sql>): Promise<Scan | null> {
  const [row] = await db.execute<{ id: number }>(sql`
    select id::int as id from base_scans where crm = ${crm} and org = ${org} and ${which} order by id desc limit 1`);
  return row === undefined ? null : await readScan(db, row.id);
}
