import { sql } from 'drizzle-orm';
import type { RelationDescription } from '../../crm/crm.ts';
import type { Tx } from '../database.ts';
import { failedCompliance } from '../ledger/consent/compliance.ts';
import { clustersByState } from '../runs/clusters.ts';
import { IS_PART } from '../runs/parts.ts';
import type { Run } from '../runs/runs.ts';
import { countPairs } from './counts.ts';
import { reportExternalRefs } from './external-refs.ts';
import { countConserved, countFollowed, countPrivateMessages } from './followed.ts';
import { countContacts, reportLeft } from './left.ts';
import { iso, type ReportRow } from './rows.ts';
import type { ReportCounts, ReportHead } from './types.ts';

/** Everything a report says beside its pairs, and beside what only backups can tell. */
export async function reportHead(
  db: Tx,
  run: Run,
  rows: readonly ReportRow[],
  relations: readonly RelationDescription[],
): Promise<ReportHead> {
  const { id, crm, org, planDigest, dryRun, state, createdAt, endedAt } = run;
  const { rowsRead = null, ...options } = run.options;
  const [plan] = await db.execute<{ profile: string; now: string }>(sql`
    select profile, ${iso(sql`clock_timestamp()`)} as now from plans where digest = ${planDigest}`);
  if (plan === undefined) throw new Error(`The plan of run ${id} is not in the store`);
  const [redirects] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from redirects where run_id = ${id}`,
  );
  const missing = await failedCompliance(db, { crm, org });
  return {
    version: 1,
    run: id,
    plan: planDigest,
    profile: plan.profile,
    crm,
    org,
    dryRun,
    state,
    startedAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    writtenAt: plan.now,
    options,
    consent: consentOf(run, rows),
    ...(missing.length > 0 && { refusalsMissing: missing }),
    decided: await decided(db, run),
    resolved: await resolved(db, run),
    clusters: await clustersByState(db, id),
    counts: { ...(await planned(db, run)), ...countPairs(rows, run) },
    contacts: await countContacts(db, run),
    left: await reportLeft(db, { run, profile: plan.profile }),
    rowsRead,
    conserved: countConserved(rows, run, relations),
    redirects: redirects?.n ?? 0,
    followed: countFollowed(rows, run, relations),
    privateMessages: countPrivateMessages(rows),
    externalRefs: await reportExternalRefs(db, run),
  };
}

/** Of the pairs that are this run's: another run's were checked by its own mapping, or not at all. */
function consentOf({ id, options }: Run, rows: readonly ReportRow[]): ReportHead['consent'] {
  const fields = (options.consent ?? []).map(({ field }) => field);
  const records = rows.flatMap(({ run, consent }) => (run === id && consent?.checked ? [consent] : []));
  const channels = records.flatMap(({ union, tightened, again }) =>
    union === undefined ? [] : [...tightened, ...again],
  );
  fields.push(...new Set(channels));
  if (fields.length === 0 && records.length === 0) return 'not checked';
  const tightened = records.filter((record) => record.tightened.length + record.again.length > 0);
  return { fields, checked: records.length, tightened: tightened.length, values: [] };
}

/** Merge actions in the plan. */
async function planned(db: Tx, run: Run): Promise<Pick<ReportCounts, 'identified' | 'blocked'>> {
  const [counts] = await db.execute<{ identified: number; blocked: number }>(sql`
    select coalesce(sum(cardinality(duplicates)) filter (where decision <> 'blocked'), 0)::int as identified,
      coalesce(sum(cardinality(duplicates)) filter (where decision = 'blocked'), 0)::int as blocked
    from plan_clusters p where plan_digest = ${run.planDigest} and not ${IS_PART}`);
  return { identified: counts?.identified ?? 0, blocked: counts?.blocked ?? 0 };
}

/** Who decided how often. A cluster decided twice by one person in the same way counts once. */
async function decided(db: Tx, run: Run): Promise<ReportHead['decided']> {
  const rows = await db.execute<{ by: string; choice: string; clusters: number }>(sql`
    select by, choice, count(distinct cluster_id)::int as clusters from decisions
    where run_id = ${run.id} group by by, choice order by by, choice`);
  return [...rows];
}

/** A person's words on pairs of this run that were held. */
async function resolved(db: Tx, run: Run): Promise<ReportHead['resolved']> {
  const rows = await db.execute<{ by: string; as: string; pairs: number }>(sql`
    select r.by, r.resolution as "as", count(distinct (p.cluster_id, p.primary_id, p.duplicate_id))::int as pairs from resolutions r
    join pairs p on p.mode = 'real' and p.crm = r.crm and p.org = r.org and p.cluster_id = r.cluster_id
      and p.duplicate_id = r.duplicate_id and (r.primary_id is null or p.primary_id = r.primary_id)
    where p.run_id = ${run.id} and r.created_at >= (select created_at from runs where id = ${run.id})
      and not ${run.dryRun} group by r.by, r.resolution order by r.by, r.resolution`);
  return [...rows];
}
