import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** By which e-mail an undo that is under way has made a contact, and when. Null: none has, or a scan is to know it by now. */
export async function madeBy(
  db: Tx,
  { crm, org, contact }: { crm: string; org: string; contact: string },
): Promise<{ address: string; seenAt: string } | null> {
  const [row] = await db.execute<{ address: string; seen_at: string }>(sql`
    select p.frozen #>> '{values,by}' as address, coalesce(p.creating_at, p.updated_at) as seen_at
    from undo_pairs p join undos u on u.id = p.undo_id
    where u.crm = ${crm} and u.org = ${org} and p.new_full_id = ${contact} and p.frozen #>> '{values,by}' is not null
    order by p.updated_at desc limit 1`);
  return row === undefined ? null : { address: row.address, seenAt: new Date(row.seen_at).toISOString() };
}
