import { sql } from 'drizzle-orm';
import { type FoundClusters, wantedCluster } from '../../contacts/planning/find-cluster.ts';
import type { Tx } from '../database.ts';
import { clustersOfRun } from './selection.ts';

/**
 * What a run has under a name that a person has typed: a contact, or the beginning of a cluster's id. A contact is in the cluster that stands,
 * where a decision has replaced another one.
 */
export async function clustersNamed(
  db: Tx,
  { run, name }: { run: { id: string; planDigest: string }; name: string },
): Promise<FoundClusters> {
  const { contact, prefix } = wantedCluster(name);
  const [row] = await db.execute<FoundClusters & Record<string, unknown>>(sql`
    select count(*)::int as clusters,
      (array_agg(c.cluster_id order by c.state = 'replaced', c.cluster_id)
        filter (where p.primary_id = ${contact} or ${contact} = any(p.duplicates)))[1] as "ofContact",
      coalesce(array_agg(c.cluster_id order by c.cluster_id) filter (where starts_with(c.cluster_id, ${prefix})), '{}') as beginning
    from ${clustersOfRun(run)}`);
  return row ?? { clusters: 0, ofContact: null, beginning: [] };
}
