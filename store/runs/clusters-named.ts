import { sql } from 'drizzle-orm';
import { type FoundClusters, wantedCluster } from '../../contacts/planning/find-cluster.ts';
import type { Tx } from '../database.ts';

/** What a stored plan has under a name that a person has typed: a contact, or the beginning of a cluster's id. */
export async function clustersNamed(
  db: Tx,
  { planDigest, name }: { planDigest: string; name: string },
): Promise<FoundClusters> {
  const { contact, prefix } = wantedCluster(name);
  const [row] = await db.execute<FoundClusters & Record<string, unknown>>(sql`
    select count(*)::int as clusters,
      min(cluster_id) filter (where primary_id = ${contact} or ${contact} = any(duplicates)) as "ofContact",
      coalesce(array_agg(cluster_id order by cluster_id) filter (where starts_with(cluster_id, ${prefix})), '{}') as beginning
    from plan_clusters where plan_digest = ${planDigest}`);
  return row ?? { clusters: 0, ofContact: null, beginning: [] };
}
