import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { REFUSAL, type Refusal } from '../decisions/refusals.ts';
import { OPEN_DOUBTS } from '../ledger/doubts.ts';
import type { Reason } from '../reasons.ts';
import { IS_MATCHED } from '../runs/matched.ts';
import type { Run } from '../runs/runs.ts';
import { clustersOfRun } from '../runs/selection.ts';
import type { ClusterState, ShownDoubt } from '../types.ts';

/** Where a cluster of a run stands at a moment, with all that a decision about it rests on. It holds contact data. */
export interface ShownState {
  state: ClusterState;
  ordinal: number;
  /** SHA-256 of the cluster's bytes, as its plan has them. */
  digest: string;
  /** Why it went back to review, or ended so; null where its plan's reason holds. */
  reason: string | null;
  why: Reason | null;
  /** What the CRM showed of two of it, and no person has looked at. */
  doubts: ShownDoubt[];
  /** Why it takes no approval as a whole; null where it does. */
  refused: Refusal | null;
  /** A matching found it: nothing but its own approval is one. */
  matched: boolean;
  /** The clusters that stand in its place, or the one in whose place it stands; empty: neither. */
  beside: string[];
  /** Changes with anything of the above: what a person was shown is decided about, and nothing else. */
  tag: string;
}

/** What may be decided otherwise by what a person has not seen. Null: the run has no such cluster. */
export async function readShown(
  db: Tx,
  { run, clusterId }: { run: Run; clusterId: string },
): Promise<ShownState | null> {
  const [row] = await db.execute<Omit<ShownState, 'tag'> & Record<string, unknown>>(sql`
    select c.state, c.ordinal, p.digest, case when c.state in ('undecided', 'approved') then null else c.reason end as reason, c.why,
      ${OPEN_DOUBTS} as doubts, ${REFUSAL} as refused, ${IS_MATCHED} as matched,
      array(select case when d.cluster_id = c.cluster_id then q.cluster_id else d.cluster_id end
        from decided d join decided_parts q on q.decided_id = d.id
        where d.run_id = c.run_id and d.undone_at is null and (d.cluster_id = c.cluster_id or q.cluster_id = c.cluster_id) order by 1) as beside
    from ${clustersOfRun(run)} and c.cluster_id = ${clusterId}`);
  if (row === undefined) return null;
  const { state, digest, why, doubts, refused, beside } = row;
  const facts = [run.id, clusterId, run.state, state, digest, why, doubts, refused, beside];
  return { ...row, tag: createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32) };
}

/** The same, and nobody changes it while this transaction is open: opening a cluster takes this lock. */
export async function lockShown(
  tx: Tx,
  { run, clusterId }: { run: Run; clusterId: string },
): Promise<ShownState | null> {
  await tx.execute(sql`select 1 from runs where id = ${run.id} for share`);
  await tx.execute(sql`select 1 from run_clusters where run_id = ${run.id} and cluster_id = ${clusterId} for update`);
  return readShown(tx, { run, clusterId });
}
