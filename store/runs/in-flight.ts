import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { UNDER_WAY } from '../pair-states.ts';
import type { PairState } from '../types.ts';
import type { Run } from './runs.ts';

/** A cluster in flight, and where its first unsettled pair stands. */
export interface FactsInFlight {
  cluster: string;
  /** Null when all its pairs have ended: the cluster is about to. */
  duplicate: string | null;
  state: PairState | null;
  /** Both contacts have a complete backup. */
  backedUp: boolean;
  /** How the POST ended; null while it is under way, or when the answer was lost with its worker. */
  outcome: string | null;
  /** A look has found the duplicate gone. */
  gone: boolean;
  /** When this state began. */
  since: string;
  ageMs: number;
}

/** Clusters that the run has in flight, the longest first. */
export async function clustersInFlight(db: Tx, run: Run): Promise<FactsInFlight[]> {
  const rows = await db.execute<Omit<FactsInFlight, 'since'> & { since: Date }>(sql`
    select c.cluster_id as cluster, p.duplicate_id as duplicate, p.state, p.outcome,
      coalesce(p.gone_at is not null, false) as gone, coalesce(p.updated_at, c.started_at) as since,
      (extract(epoch from clock_timestamp() - coalesce(p.updated_at, c.started_at)) * 1000)::float8 as "ageMs",
      (select count(distinct b.contact_id) = 2 from backups b where b.run_id = c.run_id and b.cluster_id = c.cluster_id
        and b.digest is not null and b.contact_id in (k.primary_id, p.duplicate_id)) as "backedUp"
    from run_clusters c
    join plan_clusters k on k.plan_digest = ${run.planDigest} and k.cluster_id = c.cluster_id
    left join lateral (
      select * from pairs p where p.mode = ${run.dryRun ? 'dry' : 'real'} and p.crm = ${run.crm} and p.org = ${run.org}
        and p.cluster_id = c.cluster_id and p.primary_id = k.primary_id and p.state in ${UNDER_WAY}
      order by array_position(k.duplicates, p.duplicate_id) limit 1) p on true
    where c.run_id = ${run.id} and c.state = 'started'
    order by c.started_at, c.ordinal`);
  return rows.map((row) => ({ ...row, since: new Date(row.since).toISOString() }));
}
