import { sql } from 'drizzle-orm';
import type { PairApart } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { LEADS_TO } from '../ledger/survivor.ts';

/**
 * Two by two, all that the lasting decisions of an organization keep apart, as its CRM has them now: who was merged away is whoever took it in, and who was
 * restored its new id. Sorted, each pair once.
 */
export async function lastingPairs(tx: Tx, { crm, org }: { crm: string; org: string }): Promise<PairApart[]> {
  const rows = await tx.execute<PairApart & Record<string, unknown>>(sql`
    with recursive stands as (
      select m.decision_id, m.contact_id as member, m.contact_id as contact from lasting_members m
      join lasting_decisions d on d.id = m.decision_id and d.forgotten_at is null
      where m.crm = ${crm} and m.org = ${org}
      union
      select s.decision_id, s.member, ${LEADS_TO} from stands s
      join consumed c on c.crm = ${crm} and c.org = ${org} and c.duplicate_id = s.contact
      left join redirects r on r.crm = c.crm and r.org = c.org and r.old_id = c.duplicate_id
    ), now as (
      select * from stands s where not exists (
        select 1 from consumed k where k.crm = ${crm} and k.org = ${org} and k.duplicate_id = s.contact)
    )
    select distinct one.contact as a, other.contact as b from now one
    join now other on other.decision_id = one.decision_id and other.member <> one.member and other.contact collate "C" > one.contact collate "C"
    order by 1, 2`);
  return [...rows];
}
