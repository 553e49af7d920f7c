import { sql } from 'drizzle-orm';
import type { Decision, PlanCluster, PlanMember } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { readStoredPlan } from './stored-plan.ts';

/** What version 2 of a plan says of a cluster, beside its members. */
export type BesideRecords = Pick<
  PlanCluster,
  'apart' | 'relies' | 'fill' | 'consent' | 'score' | 'band' | 'evidence' | 'notAuto' | 'later' | 'takeBack'
>;

/** A row of `cluster_records`. */
export interface ClusterRecordsRow {
  planDigest: string;
  clusterId: string;
  records: PlanMember[];
  beside: BesideRecords | null;
}

/** What is kept of a cluster's contacts. */
export function recordsRow(planDigest: string, cluster: PlanCluster): ClusterRecordsRow {
  const { id, members, apart, relies, fill, consent, score, band, evidence, notAuto, later, takeBack } = cluster;
  const all: { [Field in keyof BesideRecords]-?: BesideRecords[Field] | undefined } = {
    apart,
    relies,
    fill,
    consent,
    score,
    band,
    evidence,
    notAuto,
    later,
    takeBack,
  };
  const said = Object.entries(all).filter(([, value]) => value !== undefined);
  return {
    planDigest,
    clusterId: id,
    records: members,
    beside: said.length === 0 ? null : (Object.fromEntries(said) as BesideRecords),
  };
}

/** As one parameter, as the plan's clusters are. */
export async function storeRecords(db: Tx, rows: readonly ClusterRecordsRow[]): Promise<void> {
  await db.execute(sql`
    insert into cluster_records (plan_digest, cluster_id, records, beside)
    select "planDigest", "clusterId", records, nullif(beside, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ("planDigest" text, "clusterId" text, records jsonb, beside jsonb)
    on conflict do nothing`);
}

interface StoredCluster extends Omit<PlanCluster, 'members' | keyof BesideRecords>, Record<string, unknown> {
  decision: Decision;
  records: PlanMember[] | null;
  beside: BesideRecords | null;
}

/** A cluster as its plan has it; null where the plan has none of this id. Of a plan that was stored before records were, from its body. */
export async function readPlanCluster(db: Tx, of: OfPlan): Promise<PlanCluster | null> {
  const found = await readRecorded(db, of);
  if (found !== 'no-records') return found;
  const { clusters } = await readStoredPlan(db, of.planDigest);
  return clusters.find(({ id }) => id === of.clusterId) ?? null;
}

interface OfPlan {
  planDigest: string;
  clusterId: string;
}

/** The same without the plan's body, however large that is; `no-records` where the plan was stored before they were. */
export async function readRecorded(
  db: Tx,
  { planDigest, clusterId }: OfPlan,
): Promise<PlanCluster | null | 'no-records'> {
  const [row] = await db.execute<StoredCluster>(sql`
    select p.cluster_id as id, p.email, p.decision, p.strategy, p.reason, p.primary_id as "primary", p.duplicates, r.records, r.beside
    from plan_clusters p left join cluster_records r on r.plan_digest = p.plan_digest and r.cluster_id = p.cluster_id
    where p.plan_digest = ${planDigest} and p.cluster_id = ${clusterId}`);
  if (row === undefined) return null;
  const { records, beside, ...cluster } = row;
  return records === null ? 'no-records' : { ...cluster, members: records, ...beside };
}
