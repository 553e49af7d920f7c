import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { NOT_SENT } from '../pair-states.ts';
import type { RunMode } from '../types.ts';

export interface OfCluster {
  mode: RunMode;
  crm: string;
  org: string;
  clusterId: string;
}

/**
 * Whether any pair of a cluster has begun, in whichever run: then nothing about it is decided otherwise any more. One that was put down before it
 * was ever sent has not.
 */
export async function hasBegun(tx: Tx, { mode, crm, org, clusterId }: OfCluster): Promise<boolean> {
  const [row] = await tx.execute<{ begun: boolean }>(sql`
    select exists (
      select 1 from pairs where mode = ${mode} and crm = ${crm} and org = ${org} and cluster_id = ${clusterId}
        and state <> 'would-merge' and (sends > 0 or state not in ${NOT_SENT})
    ) or exists (
      select 1 from run_clusters c join runs r on r.id = c.run_id where c.cluster_id = ${clusterId} and c.state = 'started'
        and r.crm = ${crm} and r.org = ${org} and r.dry_run = (${mode} = 'dry') and r.state = 'open'
    ) as begun`);
  return row?.begun ?? false;
}
