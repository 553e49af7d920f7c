import { type SQL, sql } from 'drizzle-orm';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { standsNow } from './stands-now.ts';

/** Whether a cluster `c` of a run would unite people whom somebody keeps apart. */
export const IS_REFUSED: SQL = sql`exists (
  select 1 from run_refusals f where f.run_id = c.run_id and f.cluster_id = c.cluster_id)`;

/** What of a plan waits because of decisions that stand, of whatever run. */
export interface Overlay {
  /** SHA-256 of them. */
  digest: string;
  decisions: number;
  /** Clusters that wait. */
  clusters: number;
}

/** Lays the decisions that stand, and whom the plan itself keeps apart, over a run's clusters, before anything of it is approved, and records which. */
export async function layOver(
  tx: Tx,
  run: { id: string; crm: string; org: string },
  clusters: readonly Pick<PlanCluster, 'id' | 'apart'>[],
): Promise<Overlay> {
  const { id, crm, org } = run;
  const [standing] = await tx.execute<{ digest: string; decisions: number }>(sql`
    select count(*)::int as decisions, encode(sha256(convert_to(coalesce(string_agg(id || ' ' || people, ',' order by id), ''), 'UTF8')), 'hex')
      as digest from lasting_decisions where crm = ${crm} and org = ${org} and forgotten_at is null`);
  const { digest = '', decisions = 0 } = standing ?? {};
  if (decisions > 0) await findRefusals(tx, { crm, org, runs: sql`r.id = ${id}`, decisions: sql`true` });
  await refuseByPlan(tx, id, clusters);
  const [row] = await tx.execute<{ clusters: number }>(sql`
    insert into run_overlays (run_id, digest, decisions, clusters)
    select ${id}, ${digest}, ${decisions}, count(distinct cluster_id) from run_refusals where run_id = ${id} returning clusters`);
  return { digest, decisions, clusters: row?.clusters ?? 0 };
}

async function refuseByPlan(
  tx: Tx,
  runId: string,
  clusters: readonly Pick<PlanCluster, 'id' | 'apart'>[],
): Promise<void> {
  const rows = clusters.flatMap(({ id, apart }) =>
    apart === undefined ? [] : [{ id, contacts: [...new Set(apart.flatMap(({ a, b }) => [a, b]))].sort() }],
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into run_refusals (run_id, cluster_id, decision_id, contacts)
    select ${runId}, id, 0, array(select jsonb_array_elements_text(contacts))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id text, contacts jsonb)`);
}

/** The same for new decisions and every open run; what is approved there and has not begun waits again. */
export async function layOverOpenRuns(
  tx: Tx,
  { crm, org, decisions }: { crm: string; org: string; decisions: number[] },
): Promise<void> {
  if (decisions.length === 0) return;
  const ids = sql`any(${sql.param(decisions)}::bigint[])`;
  await findRefusals(tx, { crm, org, runs: sql`r.state = 'open'`, decisions: sql`d.id = ${ids}` });
  await tx.execute(sql`
    update run_clusters c set state = 'undecided' from run_refusals f
    where f.decision_id = ${ids} and c.run_id = f.run_id and c.cluster_id = f.cluster_id and c.state = 'approved'`);
}

/** Clusters with two contacts that are, or stand for, two members of a decision. See `keptApart`. */
async function findRefusals(
  tx: Tx,
  { crm, org, runs, decisions }: { crm: string; org: string; runs: SQL; decisions: SQL },
): Promise<void> {
  await tx.execute(sql`
    with ${standsNow({ crm, org, decisions })}
    insert into run_refusals (run_id, cluster_id, decision_id, contacts)
    select r.id, p.cluster_id, n.decision_id, array_agg(distinct n.contact order by n.contact) from runs r
    join run_clusters c on c.run_id = r.id and c.state <> 'blocked'
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
    cross join lateral unnest(p.primary_id || p.duplicates) as member (contact)
    join now n on n.contact = member.contact
    where r.crm = ${crm} and r.org = ${org} and ${runs}
    group by 1, 2, 3 having count(distinct n.member) > 1 and count(distinct n.contact) > 1
    on conflict do nothing`);
}
