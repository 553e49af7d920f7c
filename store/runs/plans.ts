import { createHash } from 'node:crypto';
import { and, count, eq, type SQL, sql } from 'drizzle-orm';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import { keysOfWritten } from '../../contacts/csv/email-cell.ts';
import type { Decision, Plan, PlanCluster } from '../../contacts/plan.ts';
import { canonicalCluster } from '../../contacts/planning/canonical-cluster.ts';
import { planText } from '../../contacts/planning/plan-text.ts';
import { profileNamed } from '../../contacts/profiles/profiles.ts';
import type { Db, Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { planClusters, plans, runs } from '../schema.ts';
import type { RunOptions } from '../types.ts';
import { IS_MATCHED } from './matched.ts';
import { recordsRow, storeRecords } from './records.ts';
import { clusterRecords } from './tables.ts';

/** SHA-256 of a cluster's canonical JSON without what is only shown: what an approval is about. */
export function clusterDigest(cluster: PlanCluster): string {
  return createHash('sha256').update(canonicalCluster(cluster)).digest('hex');
}

/** Clusters in one statement. */
const AT_ONCE = 1000;

/**
 * Stores a plan once; storing the same plan again changes nothing, and completes what an earlier start, that was ended meanwhile, has left.
 * Not in one transaction, which of a large plan would stand open for long: nobody reads a plan before its run is stored.
 */
export async function storePlan(db: Db, plan: Plan, onProgress: (stored: number) => void = () => {}): Promise<void> {
  const { digest, crm, profile, clusters } = plan;
  // Their records are written last: a plan of before has none. Clusters that a person has made of its own stand beside them.
  const [known] = await db
    .select({ clusters: count() })
    .from(clusterRecords)
    .where(eq(clusterRecords.planDigest, digest));
  if ((known?.clusters ?? 0) >= clusters.length && clusters.length > 0) return;
  await db
    .insert(plans)
    .values({ digest, crm, profile, body: [...planText(plan)].join('') })
    .onConflictDoNothing();
  for (let from = 0; from < clusters.length; from += AT_ONCE) {
    const some = clusters.slice(from, from + AT_ONCE);
    await storeClusters(
      db,
      some.map((cluster, index) => rowOf(plan, cluster, from + index)),
    );
    await storeRecords(
      db,
      some.map((cluster) => recordsRow(digest, cluster)),
    );
    onProgress(from + some.length);
  }
}

/** Clusters that a decision has made of one of the plan's, with their records. They stand where that one does. */
export async function storeParts(
  tx: Tx,
  { plan, ordinal, clusters }: { plan: PlanHead; ordinal: number; clusters: PlanCluster[] },
): Promise<void> {
  await storeClusters(
    tx,
    clusters.map((cluster) => rowOf(plan, cluster, ordinal)),
  );
  await storeRecords(
    tx,
    clusters.map((cluster) => recordsRow(plan.digest, cluster)),
  );
}

type PlanHead = Pick<Plan, 'digest' | 'profile'>;

/** As one parameter: a statement may have 65,535 of them, and building one with thousands takes longer than it does. */
async function storeClusters(db: Tx, rows: readonly PlanClusterRow[]): Promise<void> {
  await db.execute(sql`
    insert into plan_clusters (plan_digest, cluster_id, ordinal, digest, decision, strategy, reason, email, email_keys, moments,
      primary_id, duplicates, tickets, names, ref_change)
    select "planDigest", "clusterId", ordinal, digest, decision, strategy, reason, email, nullif("emailKeys", 'null'), nullif(moments, 'null'),
      "primaryId", array(select jsonb_array_elements_text(duplicates)), tickets, names, nullif("refChange", 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ("planDigest" text, "clusterId" text, ordinal integer, digest text,
      decision text, strategy text, reason text, email text, "emailKeys" jsonb, moments jsonb, "primaryId" text, duplicates jsonb, tickets jsonb,
      names jsonb, "refChange" jsonb)
    on conflict do nothing`);
}

/** Every column: one that is forgotten does not compile. */
type PlanClusterRow = Required<typeof planClusters.$inferInsert>;

function rowOf({ digest, profile }: PlanHead, cluster: PlanCluster, ordinal: number): PlanClusterRow {
  return {
    planDigest: digest,
    clusterId: cluster.id,
    ordinal,
    digest: clusterDigest(cluster),
    decision: cluster.decision,
    strategy: cluster.strategy,
    reason: cluster.reason,
    email: cluster.email,
    emailKeys: emailKeysOf(cluster),
    moments: profile === BASE_PROFILE ? momentsOf(cluster) : null,
    primaryId: cluster.primary,
    duplicates: cluster.duplicates,
    tickets: Object.fromEntries(cluster.members.map((member) => [member.id, member.tickets])),
    names: Object.fromEntries(cluster.members.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]]))),
    refChange: profileNamed(profile)?.externalRef?.(cluster) ?? null,
  };
}

/** Of a contact base, where no e-mail is compared with the CRM's: what brought contacts together is as it was while nobody has changed them. */
function momentsOf({ email, members }: PlanCluster): Record<string, string> | null {
  return email === '' ? Object.fromEntries(members.map(({ id, updatedAt }) => [id, updatedAt])) : null;
}

/** Of the members whose address was written otherwise than the cluster's. */
function emailKeysOf({ members }: PlanCluster): Record<string, string[]> | null {
  const others = members.flatMap(({ id, keys }) =>
    keys?.emails === undefined ? [] : [[id, keys.emails.flatMap(({ written }) => keysOfWritten(written))] as const],
  );
  return others.length === 0 ? null : Object.fromEntries(others);
}

/** What a step needs of a cluster's plan and its run's options, neither of which changes any more. All of it is contact data or about it: it never enters a history. */
export interface ClusterFacts {
  email: string;
  /** See the schema. */
  emailKeys: Record<string, string[]> | null;
  /** See the schema. */
  moments: Record<string, string> | null;
  decision: Decision;
  /** Contact id to the CSV's ticket count. */
  tickets: Record<string, number>;
  duplicates: string[];
  /** Contact id to the name that the CSV has, where the plan has them. */
  names: Record<string, string>;
  options: RunOptions;
}

export async function clusterFacts(db: Tx, cluster: { runId: string; clusterId: string }): Promise<ClusterFacts> {
  const [row] = await db
    .select({
      email: planClusters.email,
      emailKeys: planClusters.emailKeys,
      moments: planClusters.moments,
      decision: planClusters.decision,
      tickets: planClusters.tickets,
      duplicates: planClusters.duplicates,
      names: planClusters.names,
      options: runs.options,
    })
    .from(planClusters)
    .innerJoin(runs, eq(runs.planDigest, planClusters.planDigest))
    .where(and(eq(runs.id, cluster.runId), eq(planClusters.clusterId, cluster.clusterId)));
  if (row === undefined) throw new NotInStore(`Cluster ${cluster.clusterId} of run ${cluster.runId}`);
  return { ...row, decision: row.decision as Decision };
}

/** What a cluster `p` of a plan gives to its row in a run: strategy, decision, size, whether a matching found it and whether its names differ. */
export const OF_PLAN: SQL = sql`p.strategy, p.decision, cardinality(p.duplicates) + 1, ${IS_MATCHED},
  (select count(distinct n.value) > 1 from jsonb_each_text(p.names) n where n.value <> '')`;
