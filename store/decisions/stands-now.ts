import { type SQL, sql } from 'drizzle-orm';
import { LEADS_TO } from '../ledger/survivor.ts';

/**
 * Two common tables of a `with`: `stands`, and of it `now (decision_id, member, contact)`: which contacts are, or stand for, the members of lasting
 * decisions as the CRM has them now: who was merged away is whoever took it in, and who was restored its new id. `decisions`: a further
 * condition on decisions `d`.
 */
export function standsNow({ crm, org, decisions }: { crm: string; org: string; decisions: SQL }): SQL {
  return sql`recursive stands as (
      select m.decision_id, m.contact_id as member, m.contact_id as contact from lasting_members m
      join lasting_decisions d on d.id = m.decision_id and d.forgotten_at is null
      where m.crm = ${crm} and m.org = ${org} and ${decisions}
      union
      select s.decision_id, s.member, ${LEADS_TO} from stands s
      join consumed c on c.crm = ${crm} and c.org = ${org} and c.duplicate_id = s.contact
      left join redirects r on r.crm = c.crm and r.org = c.org and r.old_id = c.duplicate_id
    ), now as (
      select * from stands s where not exists (
        select 1 from consumed k where k.crm = ${crm} and k.org = ${org} and k.duplicate_id = s.contact)
    )`;
}
