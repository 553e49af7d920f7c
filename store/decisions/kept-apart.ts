import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** Who of these contacts is kept apart, and by which decision. */
export interface KeptApart {
  /** 0: by the plan's own list of those who are never merged. */
  decision: number;
  contacts: string[];
}

/**
 * The first decision that stands between two of these contacts; null where they may be one. Each stands for all that were merged into it, by
 * whichever run, and for whom it was before its merge was taken back; one that was merged away itself is nobody any more.
 */
export async function keptApart(
  tx: Tx,
  { crm, org, contacts }: { crm: string; org: string; contacts: string[] },
): Promise<KeptApart | null> {
  const [row] = await tx.execute<{ decision: number; contacts: string[] }>(sql`
    with recursive stands as (
      select id as contact, id as for_contact from unnest(${sql.param(contacts)}::text[]) as id
      where not exists (select 1 from consumed k where k.crm = ${crm} and k.org = ${org} and k.duplicate_id = id)
      union
      select s.contact, k.was from stands s
      join (
        select primary_id as is_now, duplicate_id as was from consumed where crm = ${crm} and org = ${org} and undo_id is null
        union all
        select new_id, old_id from redirects where crm = ${crm} and org = ${org} and undo_id is not null
      ) k on k.is_now = s.for_contact
    )
    select d.id::int as decision, array_agg(distinct s.contact order by s.contact) as contacts from stands s
    join lasting_members m on m.crm = ${crm} and m.org = ${org} and m.contact_id = s.for_contact
    join lasting_decisions d on d.id = m.decision_id and d.forgotten_at is null
    group by d.id having ${ARE_TWO} order by d.id limit 1`);
  return row ?? null;
}

/** Two members of a decision are two contacts of a cluster: of `lasting_members m`, which contacts `s` stand for. */
const ARE_TWO: SQL = sql`count(distinct m.contact_id) > 1 and count(distinct s.contact) > 1`;
