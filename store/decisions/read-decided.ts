import { sql } from 'drizzle-orm';
import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';
import type { Tx } from '../database.ts';

/** What a person decided about a cluster of a run, in place of its plan. */
export interface DecidedOnCluster {
  id: number;
  /** The plan's cluster. */
  cluster: string;
  /** Those that stand in its place. */
  parts: string[];
  said: DecidedSo;
  by: string;
  because: string;
  /** ISO 8601. */
  at: string;
  /** Who took it back; null while it stands. */
  undoneBy: string | null;
}

/** Of a cluster, and of one that such a decision made; the newest first. */
export async function readDecided(
  db: Tx,
  { runId, clusterId }: { runId: string; clusterId: string },
): Promise<DecidedOnCluster[]> {
  const rows = await db.execute<DecidedOnCluster & Record<string, unknown>>(sql`
    select d.id::int, d.cluster_id as cluster, d.said, d.by, d.because, d.created_at as at, d.undone_by as "undoneBy",
      array(select p.cluster_id from decided_parts p where p.decided_id = d.id order by p.cluster_id) as parts
    from decided d where d.run_id = ${runId} and (d.cluster_id = ${clusterId}
      or exists (select from decided_parts p where p.decided_id = d.id and p.cluster_id = ${clusterId}))
    order by d.id desc`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
