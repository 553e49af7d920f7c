import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';
import type { PairKey } from '../types.ts';

/** A contact that was merged away, by whichever plan and run. */
export interface MergedAway {
  contactId: string;
  /** What it was merged into, and by which run. */
  primaryId: string;
  runId: string;
  /** Where it is now: what it was merged into may have been merged away itself, by a later run, or the merge taken back. */
  survivorId: string;
  /** The undo that took its own merge back; null where it stands. */
  undoId: string | null;
  /** Where its own redirect leads: to what it was merged into, or, taken back, to the contact that it is since. */
  nextId: string;
  /** A person's word stands somewhere on the way there: nothing proves it. */
  byPerson: boolean;
}

/** No chain is longer: more merges of one person than that are a circle. */
export const MOST_HOPS = 1000;

/** Of a row `c` of `consumed` and its redirect `r`: where the contact is. A contact that a person has restored leads to itself. */
export const LEADS_TO: SQL = sql`case when c.undo_id is null then c.primary_id else coalesce(r.new_id, c.duplicate_id) end`;

/** What became of those of these contacts that the ledger knows to be merged away. */
export async function mergedAway(
  tx: Tx,
  { crm, org }: { crm: string; org: string },
  contacts: string[],
): Promise<Map<string, MergedAway>> {
  const rows = await tx.execute<MergedAway & Record<string, unknown>>(sql`
    with recursive led as (
      select c.crm, c.org, c.duplicate_id, c.primary_id, c.run_id, c.undo_id, c.by_person, ${LEADS_TO} as next_id
      from consumed c left join redirects r on r.crm = c.crm and r.org = c.org and r.old_id = c.duplicate_id
    ), walk as (
      select duplicate_id as contact, primary_id, run_id, undo_id, next_id, next_id as survivor, by_person, 1 as hops from led
      where crm = ${crm} and org = ${org} and duplicate_id in ${contacts}
      union all
      select w.contact, w.primary_id, w.run_id, w.undo_id, w.next_id, c.next_id, w.by_person or c.by_person, w.hops + 1 from walk w
      join led c on c.crm = ${crm} and c.org = ${org} and c.duplicate_id = w.survivor and c.next_id <> w.survivor
      where w.hops < ${MOST_HOPS}
    )
    select distinct on (contact) contact as "contactId", primary_id as "primaryId", run_id as "runId", undo_id as "undoId",
      next_id as "nextId", survivor as "survivorId", by_person as "byPerson" from walk order by contact, hops desc`);
  return new Map(rows.map((row) => [row.contactId, row]));
}

/** Why a pair of an export from before an undo is put down; null where the merge of this contact stands. */
export function takenBackReason(gone: MergedAway | undefined): Reason | null {
  if (gone === undefined || gone.undoId === null) return null;
  const { contactId: contact, runId: run, undoId: undo, survivorId: now } = gone;
  return { code: 'taken-back', values: { contact, run, undo, now } };
}

/** The same of a pair whose own merge was taken back: its row is `undone` for ever, and says nothing of where the contact is. */
export async function whyTakenBack(tx: Tx, key: PairKey): Promise<Reason | null> {
  return takenBackReason((await mergedAway(tx, key, [key.duplicateId])).get(key.duplicateId));
}
