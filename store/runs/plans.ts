import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { keysOfWritten } from '../../contacts/csv/email-cell.ts';
import type { Decision, Plan, PlanCluster } from '../../contacts/plan.ts';
import { canonicalCluster } from '../../contacts/planning/canonical-cluster.ts';
import { planText } from '../../contacts/planning/plan-text.ts';
import { profileNamed } from '../../contacts/profiles/profiles.ts';
import type { Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { planClusters, plans, runs } from '../schema.ts';

/** SHA-256 of a cluster's canonical JSON without what is only shown: what an approval is about. */
export function clusterDigest(cluster: PlanCluster): string {
  return createHash('sha256').update(canonicalCluster(cluster)).digest('hex');
}

/** Stores a plan once; storing the same plan again changes nothing. */
export async function storePlan(db: Tx, plan: Plan): Promise<void> {
  const inserted = await db
    .insert(plans)
    .values({ digest: plan.digest, crm: plan.crm, profile: plan.profile, body: [...planText(plan)].join('') })
    .onConflictDoNothing()
    .returning({ digest: plans.digest });
  if (inserted.length === 0) return;
  const rows = plan.clusters.map((cluster, ordinal) => ({
    planDigest: plan.digest,
    clusterId: cluster.id,
    ordinal,
    digest: clusterDigest(cluster),
    decision: cluster.decision,
    strategy: cluster.strategy,
    reason: cluster.reason,
    email: cluster.email,
    emailKeys: emailKeysOf(cluster),
    primaryId: cluster.primary,
    duplicates: cluster.duplicates,
    tickets: Object.fromEntries(cluster.members.map((member) => [member.id, member.tickets])),
    names: Object.fromEntries(cluster.members.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]]))),
    refChange: profileNamed(plan.profile)?.externalRef?.(cluster) ?? null,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await db.insert(planClusters).values(rows.slice(from, from + 1000));
}

/** Of the members whose address was written otherwise than the cluster's. */
function emailKeysOf({ members }: PlanCluster): Record<string, string[]> | null {
  const others = members.flatMap(({ id, keys }) =>
    keys?.emails === undefined ? [] : [[id, keys.emails.flatMap(({ written }) => keysOfWritten(written))] as const],
  );
  return others.length === 0 ? null : Object.fromEntries(others);
}

/** What a step needs of a cluster's plan. All of it is contact data or about it: it never enters a history. */
export interface ClusterFacts {
  email: string;
  /** See the schema. */
  emailKeys: Record<string, string[]> | null;
  decision: Decision;
  /** Contact id to the CSV's ticket count. */
  tickets: Record<string, number>;
  duplicates: string[];
  /** Contact id to the name that the CSV has, where the plan has them. */
  names: Record<string, string>;
}

export async function clusterFacts(db: Tx, cluster: { runId: string; clusterId: string }): Promise<ClusterFacts> {
  const [row] = await db
    .select({
      email: planClusters.email,
      emailKeys: planClusters.emailKeys,
      decision: planClusters.decision,
      tickets: planClusters.tickets,
      duplicates: planClusters.duplicates,
      names: planClusters.names,
    })
    .from(planClusters)
    .innerJoin(runs, eq(runs.planDigest, planClusters.planDigest))
    .where(and(eq(runs.id, cluster.runId), eq(planClusters.clusterId, cluster.clusterId)));
  if (row === undefined) throw new NotInStore(`Cluster ${cluster.clusterId} of run ${cluster.runId}`);
  return { ...row, decision: row.decision as Decision };
}
