import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { WENT_WELL } from '../pair-states.ts';
import type { PairState } from '../types.ts';
import type { Run } from './runs.ts';

export interface PairCounts {
  /** Where the ledger has the pairs of the clusters that this run has begun. */
  byState: Partial<Record<PairState, number>>;
  /** Pairs that this run has merged; of a dry run, those that it would merge. */
  merged: number;
  /** Merged per minute: of the last five minutes while the run is open, of the whole run when it has ended. */
  perMinute: number;
  /** How many in each of its last 30 minutes, the oldest first. */
  byMinute: number[];
}

const MINUTES = 30;

export async function countPairs(db: Db, run: Run): Promise<PairCounts> {
  const states = await db.execute<{ state: PairState; n: number }>(sql`
    select p.state, count(*)::int as n from ${pairsOfRun(run)} group by 1`);
  const [speed] = await db.execute<{ merged: number; lately: number; minutes: number }>(sql`
    with bounds as (
      select case when state = 'open' then greatest(created_at, clock_timestamp() - interval '5 minutes') else created_at end as since,
        coalesce(ended_at, clock_timestamp()) as until
      from runs where id = ${run.id}
    )
    select count(p.run_id)::int as merged,
      count(*) filter (where coalesce(p.done_at, p.updated_at) between since and until)::int as lately,
      greatest(extract(epoch from until - since) / 60, 0.01)::float8 as minutes
    from bounds left join pairs p on p.run_id = ${run.id} and p.state in ${WENT_WELL} and p.proof is distinct from 'earlier'
    group by since, until`);
  const minutes = await db.execute<{ ago: number; n: number }>(sql`
    select floor(extract(epoch from coalesce(r.ended_at, clock_timestamp()) - coalesce(p.done_at, p.updated_at)) / 60)::int as ago, count(*)::int as n
    from runs r join pairs p on p.run_id = r.id and p.state in ${WENT_WELL} and p.proof is distinct from 'earlier'
    where r.id = ${run.id} and coalesce(p.done_at, p.updated_at) > coalesce(r.ended_at, clock_timestamp()) - make_interval(mins => ${MINUTES})
    group by 1`);
  const byMinute = Array.from({ length: MINUTES }, () => 0);
  for (const { ago, n } of minutes) byMinute[MINUTES - 1 - Math.max(0, ago)] = n;
  return {
    byMinute,
    byState: Object.fromEntries(states.map(({ state, n }) => [state, n])),
    merged: speed?.merged ?? 0,
    perMinute: speed === undefined ? 0 : Math.round((speed.lately / speed.minutes) * 10) / 10,
  };
}

/** `pairs p` of the clusters `c` that a run has begun, in its own plan's choice of primary. */
export function pairsOfRun(run: Run): SQL {
  return sql`run_clusters c
    join plan_clusters k on k.plan_digest = ${run.planDigest} and k.cluster_id = c.cluster_id
    join pairs p on p.mode = ${run.dryRun ? 'dry' : 'real'} and p.crm = ${run.crm} and p.org = ${run.org}
      and p.cluster_id = c.cluster_id and p.primary_id = k.primary_id
    where c.run_id = ${run.id} and c.started_at is not null`;
}
