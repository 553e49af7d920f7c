import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { FINAL } from '../pair-states.ts';
import type { PairKey } from '../types.ts';

/** A person's word on a pair that has not ended, and the workflow that carries it out, or did. */
export interface OpenOrder {
  workflowId: string;
  key: PairKey;
}

/** Words that may still be carried out. */
const MOST_ORDERS = 20;

/** Of the pairs of a run's clusters, whichever run they were sent in; the newest ones. */
export async function openOrders(tx: Tx, run: { id: string; crm: string; org: string }): Promise<OpenOrder[]> {
  const rows = await tx.execute<PairKey & { workflowId: string } & Record<string, unknown>>(sql`
    select o.workflow_id as "workflowId", o.mode, o.crm, o.org, o.cluster_id as "clusterId", o.primary_id as "primaryId",
      o.duplicate_id as "duplicateId"
    from orders o
    join run_clusters c on c.run_id = ${run.id} and c.cluster_id = o.cluster_id
    join pairs p on p.mode = o.mode and p.crm = o.crm and p.org = o.org and p.cluster_id = o.cluster_id
      and p.primary_id = o.primary_id and p.duplicate_id = o.duplicate_id and p.state not in ${FINAL}
    where o.crm = ${run.crm} and o.org = ${run.org} and o.withdrawn_at is null
    group by 1, 2, 3, 4, 5, 6, 7 order by max(o.created_at) desc limit ${MOST_ORDERS}`);
  return rows.map(({ workflowId, ...key }) => ({ workflowId, key }));
}
