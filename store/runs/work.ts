import { type SQL, sql } from 'drizzle-orm';
import type { Work } from '../../contacts/planning/estimate.ts';
import type { Tx } from '../database.ts';
import type { Run } from './runs.ts';

/** What a run has done lately, and what it has still to do. */
export interface RunWork {
  left: Work & { clusters: number };
  lately: Work & { clusters: number; ms: number };
}

/** How far back the speed is taken from. */
const LATELY = sql`interval '5 minutes'`;

/** Approved work that has not ended, no more of it than the run's limit leaves room for; and what has ended in the last minutes. */
export async function runWork(db: Tx, run: Run): Promise<RunWork> {
  const { limit } = run.options;
  const room = limit === null ? sql`null` : sql`greatest(0, ${limit}::int - (select n from begun))`;
  const left = sql`
    select cluster_id from run_clusters where run_id = ${run.id} and state = 'started'
    union all (select cluster_id from run_clusters where run_id = ${run.id} and state = 'approved' order by ordinal limit ${room})`;
  const lately = sql`
    select cluster_id from run_clusters
    where run_id = ${run.id} and started_at is not null and ended_at > clock_timestamp() - ${LATELY}`;
  const [row] = await db.execute<{ left: RunWork['left']; lately: Omit<RunWork['lately'], 'ms'>; ms: number }>(sql`
    with begun as (
      select count(*)::int as n, min(started_at) as since from run_clusters where run_id = ${run.id} and started_at is not null)
    select ${workOf(run, left)} as left, ${workOf(run, lately)} as lately,
      case when since is null then 0 else extract(epoch from least(clock_timestamp() - since, ${LATELY})) * 1000 end::float8 as ms
    from begun`);
  if (row === undefined) throw new Error(`Run ${run.id} is not in the store`);
  return { left: row.left, lately: { ...row.lately, ms: row.ms } };
}

/** Tickets are counted for so many clusters only, and taken to be as many in the others: a large plan is asked about twice a second. */
const SAMPLE = 500;

function workOf(run: Run, clusters: SQL): SQL {
  return sql`(
    with chosen as (
      select k.duplicates, k.tickets from (${clusters}) s
      join plan_clusters k on k.plan_digest = ${run.planDigest} and k.cluster_id = s.cluster_id),
    sampled as (
      select (select sum(t.value::int) from jsonb_each_text(tickets) t) as n from (select tickets from chosen limit ${SAMPLE}) c)
    select jsonb_build_object('clusters', count(*), 'pairs', coalesce(sum(cardinality(duplicates)), 0),
      'contacts', coalesce(sum(cardinality(duplicates) + 1), 0),
      'tickets', round(count(*) * coalesce((select avg(n) from sampled), 0)))
    from chosen)`;
}
