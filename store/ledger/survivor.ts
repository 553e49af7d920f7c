import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** A contact that was merged away, by whichever plan and run. */
export interface MergedAway {
  contactId: string;
  /** What it was merged into, and by which run. */
  primaryId: string;
  runId: string;
  /** Where it is now: what it was merged into may have been merged away itself, by a later run. */
  survivorId: string;
  /** A person's word stands somewhere on the way there: nothing proves it. */
  byPerson: boolean;
}

/** No chain is longer: more merges of one person than that are a circle. */
export const MOST_HOPS = 1000;

/** What became of those of these contacts that the ledger knows to be merged away. */
export async function mergedAway(
  tx: Tx,
  { crm, org }: { crm: string; org: string },
  contacts: string[],
): Promise<Map<string, MergedAway>> {
  const rows = await tx.execute<MergedAway & Record<string, unknown>>(sql`
    with recursive walk as (
      select duplicate_id as contact, primary_id, run_id, primary_id as survivor, by_person, 1 as hops from consumed
      where crm = ${crm} and org = ${org} and duplicate_id in ${contacts}
      union all
      select w.contact, w.primary_id, w.run_id, c.primary_id, w.by_person or c.by_person, w.hops + 1 from walk w
      join consumed c on c.crm = ${crm} and c.org = ${org} and c.duplicate_id = w.survivor where w.hops < ${MOST_HOPS}
    )
    select distinct on (contact) contact as "contactId", primary_id as "primaryId", run_id as "runId",
      survivor as "survivorId", by_person as "byPerson" from walk order by contact, hops desc`);
  return new Map(rows.map((row) => [row.contactId, row]));
}
