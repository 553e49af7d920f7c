import { type SQL, sql } from 'drizzle-orm';
import { clusterId as idOf } from '../../contacts/planning/plan-text.ts';
import type { Db, Tx } from '../database.ts';
import { requireRun } from '../runs/runs.ts';
import type { ClusterState } from '../types.ts';
import { hasBegun } from './begun.ts';
import { replace } from './decide.ts';
import { forgetDecision } from './lasting.ts';

/** What was taken back; or why nothing can be. */
export type UndoOutcome =
  | { ok: true; was: 'approved' | 'rejected' | 'later' | 'replaced'; cluster: string }
  | { ok: false; because: 'run-ended' | 'begun' }
  /** Nothing was decided on it. */
  | { ok: false; because: 'state'; state: ClusterState | null };

export interface Undoing {
  runId: string;
  clusterId: string;
  by: string;
  /** Where it was said. @default script */
  through?: 'script' | 'page';
}

interface Row extends Record<string, unknown> {
  clusterId: string;
  state: ClusterState;
}

/**
 * Takes back whatever was decided on a cluster, or made of it, until a pair of it has begun; under the row lock that opening it takes. What was
 * kept apart by that decision is so no more. The cluster, as its plan has it, waits for a person again.
 */
export async function undoDecision(
  db: Db,
  { runId, clusterId, by, through = 'script' }: Undoing,
): Promise<UndoOutcome> {
  return db.transaction(async (tx): Promise<UndoOutcome> => {
    await tx.execute(sql`select 1 from runs where id = ${runId} for share`);
    const run = await requireRun(tx, runId);
    if (run.state !== 'open') return { ok: false, because: 'run-ended' };
    const made = await decisionOn(tx, { runId, clusterId });
    const ids = made === null ? [clusterId] : [made.cluster, ...made.parts];
    const rows = await lockRows(tx, { runId, ids });
    const own = rows.find((row) => row.clusterId === (made?.cluster ?? clusterId));
    if (own === undefined) return { ok: false, because: 'state', state: null };
    const { crm, org } = run;
    const mode = run.dryRun ? 'dry' : 'real';
    for (const id of ids) {
      const state = rows.find((row) => row.clusterId === id)?.state;
      const isOpened =
        state !== undefined && ['started', 'done', 'held', 'skipped', 'failed', 'not-started'].includes(state);
      if (isOpened || (await hasBegun(tx, { mode, crm, org, clusterId: id }))) return { ok: false, because: 'begun' };
    }
    if (made !== null) return undoMade(tx, { runId, by, through, ...made });
    const { state } = own;
    if (state !== 'approved' && state !== 'rejected' && state !== 'later') {
      return { ok: false, because: 'state', state };
    }
    if (state === 'approved') await lookAgain(tx, { runId, clusterId });
    if (state === 'rejected') await forgetRejection(tx, { runId, clusterId, by, crm, org });
    await waitAgain(tx, { runId, clusterId, by, through });
    return { ok: true, was: state, cluster: clusterId };
  });
}

interface Made {
  id: number;
  cluster: string;
  parts: string[];
  lasting: number[];
}

/** The decision that stands about this cluster, or that made it. */
async function decisionOn(tx: Tx, { runId, clusterId }: { runId: string; clusterId: string }): Promise<Made | null> {
  const isPart: SQL = sql`exists (select 1 from decided_parts p where p.decided_id = d.id and p.cluster_id = ${clusterId})`;
  const [row] = await tx.execute<Made & Record<string, unknown>>(sql`
    select d.id::int, d.cluster_id as cluster, d.lasting::int[] as lasting,
      array(select p.cluster_id from decided_parts p where p.decided_id = d.id) as parts
    from decided d where d.run_id = ${runId} and d.undone_at is null and (d.cluster_id = ${clusterId} or ${isPart})
    order by d.id desc limit 1`);
  return row ?? null;
}

/** In one order, as long as this transaction is open. */
async function lockRows(tx: Tx, { runId, ids }: { runId: string; ids: string[] }): Promise<Row[]> {
  const rows = await tx.execute<Row>(sql`
    select cluster_id as "clusterId", state from run_clusters
    where run_id = ${runId} and cluster_id = any(${sql.param(ids)}::text[]) order by cluster_id for update`);
  return [...rows];
}

async function undoMade(
  tx: Tx,
  { runId, by, through, id, cluster, parts, lasting }: Made & Omit<Required<Undoing>, 'clusterId'>,
): Promise<UndoOutcome> {
  const why = { code: 'decision-undone', values: { cluster } } as const;
  for (const clusterId of parts) await replace(tx, { runId, clusterId, why });
  for (const decision of lasting) await forgetDecision(tx, { id: decision, by });
  await tx.execute(sql`update decided set undone_at = clock_timestamp(), undone_by = ${by} where id = ${id}`);
  await waitAgain(tx, { runId, clusterId: cluster, by, through });
  return { ok: true, was: 'replaced', cluster };
}

/** Recorded as every decision is. */
async function waitAgain(tx: Tx, { runId, clusterId, by, through }: Required<Undoing>): Promise<void> {
  await tx.execute(sql`
    insert into decisions (run_id, plan_digest, cluster_id, cluster_digest, choice, by, through)
    select r.id, r.plan_digest, p.cluster_id, p.digest, 'undo', ${by}, ${through} from runs r
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = ${clusterId} where r.id = ${runId}`);
  await tx.execute(sql`
    update run_clusters set state = 'undecided', reason = null, why = null, canary = false
    where run_id = ${runId} and cluster_id = ${clusterId}`);
}

/** What it went back to review for was looked at by whoever approved it: not any more. */
async function lookAgain(tx: Tx, { runId, clusterId }: { runId: string; clusterId: string }): Promise<void> {
  await tx.execute(sql`
    update doubts set approved_by = null, approved_at = null where run_id = ${runId} and cluster_id = ${clusterId}`);
}

/** The lasting word about just these people that was given here: what another run, or nobody's run, has of them is not this decision's to take back. */
async function forgetRejection(
  tx: Tx,
  { runId, clusterId, by, crm, org }: { runId: string; clusterId: string; by: string; crm: string; org: string },
): Promise<void> {
  const [row] = await tx.execute<{ members: string[] }>(sql`
    select p.primary_id || p.duplicates as members from runs r
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = ${clusterId} where r.id = ${runId}`);
  const people = idOf((row?.members ?? []).toSorted());
  const standing = await tx.execute<{ id: number }>(sql`
    select id::int from lasting_decisions where crm = ${crm} and org = ${org} and people = ${people} and run_id = ${runId} and forgotten_at is null`);
  for (const { id } of standing) await forgetDecision(tx, { id, by });
}
