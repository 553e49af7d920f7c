import { sql } from 'drizzle-orm';
import type { PlanCluster } from '../../contacts/plan.ts';
import { type Decided, type DecidedSo, partCluster } from '../../contacts/planning/decided-parts.ts';
import { clusterId as idOf } from '../../contacts/planning/plan-text.ts';
import type { Db, Tx } from '../database.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';
import { clusterDigest, OF_PLAN, storeParts } from '../runs/plans.ts';
import { requireRun } from '../runs/runs.ts';
import { planHead } from '../runs/stored-plan.ts';
import type { ClusterState } from '../types.ts';
import { hasBegun } from './begun.ts';
import { type KeptApart, keptApart } from './kept-apart.ts';
import { keepApart } from './lasting.ts';

export interface DecideOtherwise {
  runId: string;
  cluster: PlanCluster;
  said: DecidedSo;
  decided: Decided;
  by: string;
  because: string;
  /** Approves what it made in the same step. */
  approve: boolean;
  /** Where it was said. @default script */
  through?: 'script' | 'page';
}

/** What was decided; or why it cannot be, as things stand. */
export type DecideOutcome =
  | { ok: true; id: number; clusters: string[] }
  | { ok: false; because: 'run-ended' | 'begun' }
  /** Where the cluster stands, if there. */
  | { ok: false; because: 'state'; state: ClusterState | null }
  /** A part would unite people whom an older decision keeps apart. */
  | { ok: false; because: 'kept-apart'; kept: KeptApart };

/** Where a cluster may still be decided otherwise. */
const OPEN: string[] = ['undecided', 'drifted', 'approved', 'rejected', 'later'];

/**
 * Puts a person's decision in a cluster's place, under the same row lock as opening it: its parts are clusters of their own, approved where that
 * is wanted, and those who are two people stay so in every run. Nothing is written where it cannot be.
 */
export async function decideOtherwise(db: Db, request: DecideOtherwise): Promise<DecideOutcome> {
  const { runId, cluster, said, decided, by, because, approve, through = 'script' } = request;
  return db.transaction(async (tx): Promise<DecideOutcome> => {
    await tx.execute(sql`select 1 from runs where id = ${runId} for share`);
    const run = await requireRun(tx, runId);
    if (run.state !== 'open') return { ok: false, because: 'run-ended' };
    const [row] = await tx.execute<{ state: ClusterState; ordinal: number }>(sql`
      select state, ordinal from run_clusters where run_id = ${runId} and cluster_id = ${cluster.id} for update`);
    if (row === undefined || !OPEN.includes(row.state)) {
      const isBegun = row !== undefined && ['started', 'done', 'held'].includes(row.state);
      return isBegun ? { ok: false, because: 'begun' } : { ok: false, because: 'state', state: row?.state ?? null };
    }
    const { crm, org, planDigest } = run;
    const mode = run.dryRun ? 'dry' : 'real';
    if (await hasBegun(tx, { mode, crm, org, clusterId: cluster.id })) return { ok: false, because: 'begun' };
    for (const { members } of decided.parts) {
      const contacts = members.map(({ id }) => id);
      const kept = byPlan(cluster, contacts) ?? (await keptApart(tx, { crm, org, contacts }));
      if (kept !== null) return { ok: false, because: 'kept-apart', kept };
    }
    const aparts = decided.apart.map((members) => ({ members, runId }));
    const lasting = await keepApart(tx, { crm, org, aparts, by, because, through });
    const digest = clusterDigest(cluster);
    const [stored] = await tx.execute<{ id: number }>(sql`
      insert into decided (run_id, cluster_id, cluster_digest, said, by, because, lasting)
      values (${runId}, ${cluster.id}, ${digest}, ${JSON.stringify(said)}::jsonb, ${by}, ${because}, ${sql.param(lasting)}::bigint[])
      returning id::int`);
    if (stored === undefined) throw new Error(`The decision about ${cluster.id} was not stored`);
    const { id } = stored;
    // Of its own: another decision about the same people, in this run or another one of the plan, makes another cluster.
    const clusters = decided.parts.map((part) =>
      partCluster({ of: cluster, part, id: idOf([...part.members.map((member) => member.id), `decision ${id}`]) }),
    );
    const { profile } = await planHead(tx, planDigest);
    await storeParts(tx, { plan: { digest: planDigest, profile }, ordinal: row.ordinal, clusters });
    for (const part of clusters)
      await admit(tx, { id, runId, planDigest, part, ordinal: row.ordinal, by, approve, through });
    const ids = clusters.map((part) => part.id);
    await replace(tx, { runId, clusterId: cluster.id, why: { code: 'replaced-by', values: { clusters: ids } } });
    return { ok: true, id, clusters: ids };
  });
}

/** Two whom the plan's own list keeps apart, if both are among these. */
function byPlan({ apart = [] }: PlanCluster, contacts: string[]): KeptApart | null {
  const both = apart.find(({ a, b }) => contacts.includes(a) && contacts.includes(b));
  return both === undefined ? null : { decision: 0, contacts: [both.a, both.b] };
}

/** One of its clusters takes its place in the run. */
async function admit(
  tx: Tx,
  request: {
    id: number;
    runId: string;
    planDigest: string;
    part: PlanCluster;
    ordinal: number;
    by: string;
    approve: boolean;
    through: 'script' | 'page';
  },
): Promise<void> {
  const { id, runId, planDigest, part, ordinal, by, approve, through } = request;
  await tx.execute(sql`
    insert into decided_parts (plan_digest, cluster_id, decided_id) values (${planDigest}, ${part.id}, ${id})`);
  await tx.execute(sql`
    insert into run_clusters (run_id, cluster_id, ordinal, state, strategy, decision, size, matched, names_differ)
    select ${runId}, p.cluster_id, ${ordinal}, ${approve ? 'approved' : 'undecided'}, ${OF_PLAN}
    from plan_clusters p where p.plan_digest = ${planDigest} and p.cluster_id = ${part.id}`);
  if (!approve) return;
  await tx.execute(sql`
    insert into decisions (run_id, plan_digest, cluster_id, cluster_digest, choice, by, through)
    values (${runId}, ${planDigest}, ${part.id}, ${clusterDigest(part)}, 'approve', ${by}, ${through})`);
}

/** It never opens any more. */
export async function replace(
  tx: Tx,
  { runId, clusterId, why }: { runId: string; clusterId: string; why: Reason },
): Promise<void> {
  await tx.execute(sql`
    update run_clusters set state = 'replaced', reason = null, why = ${jsonOrNull(why)}::jsonb, canary = false
    where run_id = ${runId} and cluster_id = ${clusterId}`);
}
