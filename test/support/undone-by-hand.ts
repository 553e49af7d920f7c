import { sql } from 'drizzle-orm';
import type { Db } from '../../store/database.ts';

interface Of {
  crm: string;
  org: string;
  duplicate: string;
}

/** The rows that a merge leaves in the ledger. */
export async function mergedByHand(
  db: Db,
  { crm, org, cluster, primary, duplicate, run }: Of & { cluster: string; primary: string; run: string },
): Promise<void> {
  await db.execute(sql`
    insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, sends, done_at, proof)
    values ('real', ${crm}, ${org}, ${cluster}, ${primary}, ${duplicate}, 'done', ${run}, 1, clock_timestamp(), 'by reported')`);
  await db.execute(sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id)
    values (${crm}, ${org}, ${duplicate}, ${primary}, ${run})`);
  await db.execute(sql`insert into redirects (crm, org, old_id, new_id, old_full_id, new_full_id, run_id)
    values (${crm}, ${org}, ${duplicate}, ${primary}, ${`full-${duplicate}`}, ${`full-${primary}`}, ${run})`);
}

/** The rows that an undo of that merge leaves: the contact is back as `now`. */
export async function undoneByHand(
  db: Db,
  { crm, org, duplicate, now, undo }: Of & { now: string; undo: string },
): Promise<void> {
  const of = sql`crm = ${crm} and org = ${org}`;
  await db.execute(sql`update pairs set state = 'undone' where ${of} and duplicate_id = ${duplicate} and state = 'done'
    and proof is distinct from 'earlier'`);
  await db.execute(sql`update consumed set undo_id = ${undo} where ${of} and duplicate_id = ${duplicate}`);
  await db.execute(sql`
    update redirects set former_id = new_id, former_full_id = new_full_id, new_id = ${now}, new_full_id = ${`full-${now}`},
      undo_id = ${undo}, undone_at = clock_timestamp()
    where ${of} and old_id = ${duplicate}`);
}
