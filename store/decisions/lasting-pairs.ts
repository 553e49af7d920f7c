import { sql } from 'drizzle-orm';
import type { PairApart } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { standsNow } from './stands-now.ts';

/**
 * Two by two, all that the lasting decisions of an organization keep apart, as its CRM has them now: who was merged away is whoever took it in, and who was
 * restored its new id. Sorted, each pair once.
 */
export async function lastingPairs(tx: Tx, { crm, org }: { crm: string; org: string }): Promise<PairApart[]> {
  const rows = await tx.execute<PairApart & Record<string, unknown>>(sql`
    with ${standsNow({ crm, org, decisions: sql`true` })}
    select distinct one.contact as a, other.contact as b from now one
    join now other on other.decision_id = one.decision_id and other.member <> one.member and other.contact collate "C" > one.contact collate "C"
    order by 1, 2`);
  return [...rows];
}

/** The same with who said so last, and when (ISO 8601). */
export async function whoKeepsApart(
  tx: Tx,
  { crm, org }: { crm: string; org: string },
): Promise<(PairApart & { by: string; at: string })[]> {
  const rows = await tx.execute<PairApart & { by: string; at: string } & Record<string, unknown>>(sql`
    with ${standsNow({ crm, org, decisions: sql`true` })}
    select distinct on (1, 2) one.contact as a, other.contact as b, d.by, d.created_at as at from now one
    join now other on other.decision_id = one.decision_id and other.member <> one.member and other.contact collate "C" > one.contact collate "C"
    join lasting_decisions d on d.id = one.decision_id
    order by 1, 2, d.id desc`);
  return rows.map(({ a, b, by, at }) => ({ a, b, by, at: new Date(at).toISOString() }));
}
