import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

export interface Organization {
  crm: string;
  org: string;
}

/** Organizations that the store has runs of. */
export async function organizations(db: Tx): Promise<Organization[]> {
  const rows = await db.execute<Organization & Record<string, unknown>>(
    sql`select distinct crm, org from runs order by crm, org`,
  );
  return [...rows];
}

/** Those of these contacts that a plan of the organization has. */
export async function inSomePlan(
  db: Tx,
  { crm, org, contacts }: Organization & { contacts: string[] },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select asked.id from unnest(${sql.param(contacts)}::text[]) as asked (id) where exists (
      select 1 from runs r join plan_clusters p on p.plan_digest = r.plan_digest
      where r.crm = ${crm} and r.org = ${org} and (p.primary_id = asked.id or asked.id = any(p.duplicates)))`);
  return rows.map(({ id }) => id);
}
