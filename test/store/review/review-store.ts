import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import type { Plan, PlanCluster } from '../../../contacts/plan.ts';
import { withDigest } from '../../../contacts/planning/plan-text.ts';
import { type Database, openDatabase } from '../../../store/database.ts';
import { putDoubts } from '../../../store/ledger/doubts.ts';
import { readShown } from '../../../store/review/shown.ts';
import { createRun, type Run } from '../../../store/runs/runs.ts';
import { createStore } from '../../support/database.ts';
import { matchedPlan } from '../../support/matched-plan.ts';
import { smallWorld } from '../../support/small-world.ts';

/** Five clusters, by their primary: 1 of three, 4 and 6 clear, 8 with names that contradict each other, 10 found by a matching. */
export const PRIMARIES = ['REVU-1', 'REVU-4', 'REVU-6', 'REVU-8', 'REVU-10'] as const;

const { plan: made } = smallWorld([
  { members: { 'REVU-1': [], 'REVU-2': [], 'REVU-3': [] }, decision: 'review', strategy: 'newest-then-lowest-id' },
  { members: { 'REVU-4': [], 'REVU-5': [] } },
  { members: { 'REVU-6': [], 'REVU-7': [] } },
  { members: { 'REVU-8': [], 'REVU-9': [] }, decision: 'review' },
  { members: { 'REVU-10': [], 'REVU-11': [] }, decision: 'review' },
]);

const matched = matchedPlan(made, {
  'REVU-10': { cells: {}, relies: [{ a: 'REVU-10', b: 'REVU-11', fields: [{ field: 'email' }] }] },
});

const NAMES: Record<string, string> = { 'REVU-8': 'Ann Archer', 'REVU-9': 'Bob Brewer' };

/** As an export with names has them. */
function named(cluster: PlanCluster): PlanCluster {
  const members = cluster.members.map((one) => ({ ...one, ...(NAMES[one.id] && { name: NAMES[one.id] }) }));
  return { ...cluster, members: members as PlanCluster['members'] };
}

export const PLAN: Plan = withDigest({
  crm: 'devrev',
  profile: matched.profile,
  clusters: matched.clusters.map(named),
});

export function clusterOf(primary: string): PlanCluster {
  const found = PLAN.clusters.find((cluster) => cluster.primary === primary);
  if (found === undefined) throw new Error(`No cluster keeps ${primary}`);
  return found;
}

export async function openReviewStore(): Promise<Database> {
  return openDatabase({ url: await createStore(inject('adminDatabaseUrl')) });
}

/** Each in an organization of its own, with nothing approved. */
export function newRun({ db }: Database, org: string = `ORG-${randomUUID().slice(0, 8)}`): Promise<Run> {
  const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
  return createRun(db, { plan: PLAN, org, dryRun: false, options });
}

export async function tagOf({ db }: Database, run: Run, primary: string): Promise<string> {
  return (await readShown(db, { run, clusterId: clusterOf(primary).id }))?.tag ?? '';
}

/** The CRM has shown names of two of a cluster that a person must look at. */
export async function doubt({ db }: Database, run: Run, primary: string): Promise<void> {
  const { id: clusterId, duplicates } = clusterOf(primary);
  const key = { mode: 'real' as const, crm: run.crm, org: run.org, clusterId, primaryId: primary };
  const seen = [
    { contact: primary, says: 'Ann' },
    { contact: duplicates[0] ?? '', says: 'Bob' },
  ];
  await putDoubts(db, {
    key: { ...key, duplicateId: duplicates[0] ?? '' },
    runId: run.id,
    doubts: [{ kind: 'names', seen }],
  });
}

export async function stateOf({ db }: Database, run: Run, clusterId: string): Promise<string | undefined> {
  const [row] = await db.execute<{ state: string }>(sql`
    select state from run_clusters where run_id = ${run.id} and cluster_id = ${clusterId}`);
  return row?.state;
}
