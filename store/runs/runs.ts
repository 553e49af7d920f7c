import { desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Plan } from '../../contacts/plan.ts';
import { noteEvents } from '../audit/note-events.ts';
import type { Db, Tx } from '../database.ts';
import { layOver } from '../decisions/overlay.ts';
import { putDownUnsent } from '../ledger/put-down-unsent.ts';
import { noteEnds, notePauses } from '../nights/write-notices.ts';
import { NotInStore } from '../not-in-store.ts';
import { readEverything } from '../orders/everything.ts';
import { type RunOrders, storeRunOrders } from '../orders/run-orders.ts';
import { runWorkflowId } from '../orders/workflow-ids.ts';
import { jsonOrNull, type Reason, type StopBy } from '../reasons.ts';
import { runs } from '../schema.ts';
import { SCHEMA_VERSION } from '../schema-version.ts';
import type { ClusterState, RunOptions, RunState } from '../types.ts';
import { IS_PART } from './parts.ts';
import { OF_PLAN, storePlan } from './plans.ts';

export type Run = typeof runs.$inferSelect;

/** Whether merges may be sent, and the number of the last word on it: of the run's own words and those to everything together. */
export interface StopState {
  stopped: boolean;
  seq: number;
  /** Of the run's own words. Absent in answers of before. */
  own?: number;
  reason: string | null;
  /** Null while it is not stopped. */
  by?: StopBy | null;
  why?: Reason | null;
}

export interface StopOrder {
  runId: string;
  stop: boolean;
  reason: string | null;
  /** @default unknown, for a stop */
  by?: StopBy | undefined;
  why?: Reason | undefined;
  /** A newer word than this one stands. */
  ifSeq?: number;
}

export interface NewRun {
  plan: Plan;
  org: string;
  dryRun: boolean;
  options: RunOptions;
  /** Workflows that have ended, although the store has their runs as open: nothing is left to them. */
  gone?: string[];
  /** What its workflow is to do beside the options. Absent: that has it in its input, as those of before. */
  orders?: RunOrders;
  /** Told how many of the plan's clusters are stored. */
  onProgress?: ((stored: number) => void) | undefined;
}

/**
 * Stores the plan, and then run and one row per cluster in one transaction, and returns the run. Its id is `<12 hex of the digest>-<number>`.
 * Clusters that an open run of another plan has, and may yet work on, are left to that run.
 */
export async function createRun(db: Db, request: NewRun): Promise<Run> {
  const { plan, org, dryRun, options, gone = [] } = request;
  await storePlan(db, plan, request.onProgress);
  return db.transaction(async (tx) => {
    await oneRunAtATime(tx, request);
    await tx.execute(sql`select 1 from plans where digest = ${plan.digest} for update`);
    const prefix = plan.digest.slice(0, 12);
    const [last] = await tx.execute<{ n: number }>(sql`
      select coalesce(max(split_part(id, '-', 2)::int), 0) as n from runs where id like ${`${prefix}-%`}`);
    const id = `${prefix}-${(last?.n ?? 0) + 1}`;
    const workflowId = runWorkflowId({ crm: plan.crm, org, digest: plan.digest, dryRun });
    const [run] = await tx
      .insert(runs)
      .values({
        id,
        planDigest: plan.digest,
        crm: plan.crm,
        org,
        workflowId,
        dryRun,
        options,
        schemaVersion: SCHEMA_VERSION,
      })
      .returning();
    await tx.execute(sql`
      insert into run_clusters (run_id, cluster_id, ordinal, state, reason, other_run, strategy, decision, size, matched, names_differ)
      select ${id}, p.cluster_id, p.ordinal,
        case when p.decision = 'blocked' then 'blocked' when other.id is not null then 'in-other-run' else 'undecided' end,
        p.reason, case when p.decision <> 'blocked' then other.id end, ${OF_PLAN}
      from plan_clusters p left join lateral (
        select r.id from runs r join run_clusters c on c.run_id = r.id and c.cluster_id = p.cluster_id
        where r.crm = ${plan.crm} and r.org = ${org} and r.dry_run = ${dryRun} and r.state = 'open'
          and r.plan_digest <> ${plan.digest} and r.workflow_id not in ${['', ...gone]}
          and c.state in ('undecided', 'approved', 'rejected', 'drifted', 'started', 'replaced')
        order by r.created_at limit 1
      ) other on true
      where p.plan_digest = ${plan.digest} and not ${IS_PART}`);
    if (run === undefined) throw new Error(`Run ${id} was not stored`);
    await layOver(tx, run, plan.clusters);
    if (request.orders !== undefined) await storeRunOrders(tx, id, request.orders);
    return run;
  });
}

/** The open run of this workflow, as the store has it; null where there is none. */
export async function openRunOf(db: Tx, workflowId: string): Promise<string | null> {
  const [row] = await db.execute<{ id: string }>(sql`
    select id from runs where workflow_id = ${workflowId} and state = 'open' order by id desc limit 1`);
  return row?.id ?? null;
}

/** Of two runs made at once the second sees what the first one has. */
async function oneRunAtATime(tx: Tx, { plan, org, dryRun }: NewRun): Promise<void> {
  const key = `runs of ${plan.crm} ${org}${dryRun ? ' dry' : ''}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

export async function getRun(db: Tx, id: string): Promise<Run | null> {
  const [run] = await db.select().from(runs).where(eq(runs.id, id));
  return run ?? null;
}

/** Throws NotInStore. */
export async function requireRun(db: Tx, id: string): Promise<Run> {
  const run = await getRun(db, id);
  if (run === null) throw new NotInStore(`Run ${id}`);
  return run;
}

/** Every open run, and of each organization the one that was started last; the newest first. */
export async function newestRuns(db: Tx): Promise<Run[]> {
  const last = db
    .selectDistinctOn([runs.crm, runs.org], { id: runs.id })
    .from(runs)
    .orderBy(runs.crm, runs.org, desc(runs.createdAt));
  return db
    .select()
    .from(runs)
    .where(or(eq(runs.state, 'open'), inArray(runs.id, last)))
    .orderBy(desc(runs.createdAt));
}

/** Why nothing is sent at all. */
const EVERYTHING: Reason = { code: 'everything-paused', values: {} };

/** Forbids (`stop`) or allows merges of a run from this moment on. With `ifSeq`, only when nobody has spoken since. */
export async function setStop(db: Tx, request: StopOrder): Promise<StopState> {
  const { runId, stop, reason, by = 'unknown', why, ifSeq } = request;
  const unlessNewer =
    ifSeq === undefined ? sql`` : sql`and stop_seq + (select coalesce(max(seq), 0) from everything) <= ${ifSeq}`;
  await db.execute(sql`
    with stopped as (update runs set stop_seq = stop_seq + 1,
      stop_at = case when ${stop} then coalesce(stop_at, clock_timestamp()) end,
      stop_reason = case when ${stop} then ${reason} end,
      stop_by = case when ${stop} then ${by} end,
      stop_why = case when ${stop} then ${jsonOrNull(why)}::jsonb end
    where id = ${runId} ${unlessNewer} returning id, state, stop_at, stop_by, stop_why)
    ${notePauses(sql`stopped`)}`);
  return readStop(db, runId);
}

export async function readStop(db: Tx, runId: string): Promise<StopState> {
  const run = await getRun(db, runId);
  if (run === null) throw new NotInStore(`Run ${runId}`);
  const all = await readEverything(db);
  const word = { seq: run.stopSeq + all.seq, own: run.stopSeq };
  if (run.stopAt === null && all.since !== null)
    return { ...word, stopped: true, reason: EVERYTHING.code, by: 'person', why: EVERYTHING };
  return { ...word, stopped: run.stopAt !== null, reason: run.stopReason, by: run.stopBy, why: run.stopWhy };
}

/**
 * The number of the word that forbids writing, or null: then nobody can stop the run before this transaction has ended. What
 * it journals is allowed to follow.
 */
export async function forbiddenBy(tx: Tx, runId: string): Promise<number | null> {
  const [run] = await tx.execute<{ stopped: boolean; stop_seq: number }>(sql`
    select (r.stop_at is not null and r.state = 'open') or e.stop_at is not null as stopped, r.stop_seq + e.seq as stop_seq
    from runs r cross join everything e where r.id = ${runId} for share`);
  if (run === undefined) throw new NotInStore(`Run ${runId}`);
  return run.stopped ? run.stop_seq : null;
}

/** No workflow has left these, so the audit has nothing of them until the run ends. */
const LEFT_ALONE: ClusterState[] = ['undecided', 'rejected', 'later', 'blocked', 'in-other-run', 'approved'];

/** Writes the end of a run; the first word stands. */
export async function endRun(db: Tx, runId: string, state: Exclude<RunState, 'open'>): Promise<void> {
  await db.transaction(async (tx) => {
    await writeEnd(tx, runId, state);
    await putDownUnsent(tx, [runId]);
  });
}

async function writeEnd(tx: Tx, runId: string, state: Exclude<RunState, 'open'>): Promise<void> {
  await tx.execute(sql`
    with ended as (
      update runs set state = ${state}, ended_at = clock_timestamp() where id = ${runId} and state = 'open'
      returning id, state, ended_at
    ), told as (${noteEnds(sql`ended`)}), left_alone as (
      select c.run_id, c.cluster_id, c.state, c.started_at, e.ended_at
      from ended e join run_clusters c on c.run_id = e.id and c.state in ${LEFT_ALONE} order by c.ordinal
    ), noted as (${noteEvents(sql`left_alone`, { dry: 'cluster_skipped', real: 'cluster_skipped', error: null })})
    select count(*) from noted`);
}

/**
 * Runs whose workflow is gone (terminated, or its server was wiped) are open no more. Their pairs keep their states, but for those that
 * were about to be sent.
 */
export async function failOpenRuns(db: Tx, workflowId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const open = await tx.execute<{ id: string }>(sql`
      select id from runs where workflow_id = ${workflowId} and state = 'open' order by id for update`);
    const ids = open.map(({ id }) => id);
    if (ids.length === 0) return;
    await tx.execute(sql`
      with ended as (
        update runs set state = 'failed', ended_at = clock_timestamp() where id in ${ids} returning id, state
      ) ${noteEnds(sql`ended`)}`);
    await putDownUnsent(tx, ids);
  });
}

/** Takes back a run whose workflow did not start: nothing has acted on it. */
export async function discardRun(db: Db, runId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`delete from handed_out where run_id = ${runId}`);
    await tx.execute(sql`delete from run_refusals where run_id = ${runId}`);
    await tx.execute(sql`delete from run_overlays where run_id = ${runId}`);
    await tx.execute(sql`delete from run_orders where run_id = ${runId}`);
    await tx.execute(sql`delete from run_clusters where run_id = ${runId}`);
    await tx.execute(sql`delete from runs where id = ${runId}`);
  });
}
