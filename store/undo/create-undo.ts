import { sql } from 'drizzle-orm';
import type { UndoKeep } from '../../contacts/undo/undo-plan.ts';
import type { Db, Tx } from '../database.ts';
import type { Timing } from '../orders/timing.ts';
import { undoWorkflowId } from '../orders/workflow-ids.ts';
import { BY_WORD, MAY_BE_MERGED, MERGE_MADE } from '../pair-states.ts';

export interface NewUndo {
  runId: string;
  /** Null: all of the run's clusters. */
  clusterId: string | null;
  /** Null: all of the cluster's pairs. */
  duplicateId: string | null;
  keep: UndoKeep | null;
  through: boolean;
  by: string;
  timing: Timing;
  /** Of the preview that the person was shown; null for a preview itself. */
  shown: { undoId: string; digest: string } | null;
}

/** `open`: another undo of the organization has not ended. `not-shown`: no preview that has ended came to that digest. */
export type UndoCreated =
  | { kind: 'created'; id: string; workflowId: string; pairs: number }
  | { kind: 'open'; id: string }
  | { kind: 'not-shown' }
  | { kind: 'no-run' };

/**
 * Writes a person's order, or that of a preview, with all its pairs, before its workflow starts. Of a whole run those that may have been
 * merged; of a named cluster or pair each one. What cannot be taken back is put down at once, with its reason.
 */
export async function createUndo(db: Db, order: NewUndo): Promise<UndoCreated> {
  const { runId, clusterId, duplicateId, keep, through, by, timing, shown } = order;
  return db.transaction(async (tx) => {
    const [run] = await tx.execute<{ crm: string; org: string }>(sql`
      select crm, org from runs where id = ${runId} and not dry_run for update`);
    if (run === undefined) return { kind: 'no-run' };
    const { crm, org } = run;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`undos of ${crm} ${org}`}, 0))`);
    if (shown !== null) {
      const other = await openUndo(tx, run);
      if (other !== null) return { kind: 'open', id: other };
      if (!(await wasShown(tx, { runId, shown }))) return { kind: 'not-shown' };
    }
    const [last] = await tx.execute<{ n: number }>(sql`
      select coalesce(max(split_part(id, '-', 4)::int), 0) as n from undos where run_id = ${runId}`);
    const id = `undo-${runId}-${(last?.n ?? 0) + 1}`;
    const workflowId = undoWorkflowId({ crm, org, undo: id });
    await tx.execute(sql`
      insert into undos (id, crm, org, run_id, cluster_id, duplicate_id, workflow_id, preview, keep, through, by, digest, timing)
      values (${id}, ${crm}, ${org}, ${runId}, ${clusterId}, ${duplicateId}, ${workflowId}, ${shown === null}, ${keep}, ${through},
        ${by}, ${shown?.digest ?? null}, ${JSON.stringify(timing)}::jsonb)`);
    const pairs = await insertPairs(tx, { id, crm, org, order });
    await forgetShown(tx, { crm, org, shown });
    return { kind: 'created', id, workflowId, pairs };
  });
}

/** The undo of this organization that has not ended; null where there is none. */
export async function openUndo(tx: Tx, { crm, org }: { crm: string; org: string }): Promise<string | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from undos where crm = ${crm} and org = ${org} and state = 'open' and not preview`);
  return row?.id ?? null;
}

async function wasShown(
  tx: Tx,
  { runId, shown }: { runId: string; shown: NonNullable<NewUndo['shown']> },
): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select 1 from undos where id = ${shown.undoId} and run_id = ${runId} and preview and state = 'done' and digest = ${shown.digest}`);
  return row !== undefined;
}

/** Contact data of previews that a person has seen: of the one that is agreed to, and of those that nobody reads any more. */
async function forgetShown(
  tx: Tx,
  { crm, org, shown }: { crm: string; org: string; shown: NewUndo['shown'] },
): Promise<void> {
  await tx.execute(sql`
    update undo_pairs p set shown = null from undos u
    where p.undo_id = u.id and p.shown is not null and u.preview and u.crm = ${crm} and u.org = ${org}
      and (u.id = ${shown?.undoId ?? ''} or u.ended_at < clock_timestamp() - interval '1 hour')`);
}

/** Merged, or perhaps. */
const ASKED_FOR = [...MERGE_MADE, 'merged', ...MAY_BE_MERGED, ...BY_WORD];

/** Once every pair that may have been merged; all of a cluster or pair that was named. The newest merge is the first. */
async function insertPairs(
  tx: Tx,
  { id, crm, org, order }: { id: string; crm: string; org: string; order: NewUndo },
): Promise<number> {
  const { runId, clusterId, duplicateId, shown } = order;
  const rows = await tx.execute(sql`
    with wanted as (
      select p.cluster_id, p.primary_id, p.duplicate_id, p.done_at, case
          when p.state = 'undone' then jsonb_build_object('code', 'undo-before', 'values', jsonb_build_object('undo', k.undo_id))
          when p.state = 'done' and p.proof = 'earlier' then coalesce(p.why, '{"code": "undo-earlier", "values": {"run": null}}'::jsonb)
          when p.state = 'done' and p.run_id <> ${runId}
            then jsonb_build_object('code', 'undo-earlier', 'values', jsonb_build_object('run', p.run_id))
          when p.state <> 'done' then jsonb_build_object('code', 'undo-not-done', 'values', jsonb_build_object('state', p.state))
        end as why
      from run_clusters c
      join pairs p on p.mode = 'real' and p.crm = ${crm} and p.org = ${org} and p.cluster_id = c.cluster_id
      left join consumed k on k.crm = p.crm and k.org = p.org and k.duplicate_id = p.duplicate_id
      where c.run_id = ${runId} and (${clusterId}::text is null or c.cluster_id = ${clusterId})
        and (${duplicateId}::text is null or p.duplicate_id = ${duplicateId})
        and (${clusterId}::text is not null or p.state in ${ASKED_FOR})
    )
    insert into undo_pairs (undo_id, ordinal, cluster_id, primary_id, duplicate_id, state, why, marker, plan, plan_digest)
    select ${id}, row_number() over (order by w.done_at desc nulls last, w.cluster_id, w.duplicate_id),
      w.cluster_id, w.primary_id, w.duplicate_id,
      case when coalesce(w.why, s.why) is null then 'planned' else 'put-down' end, coalesce(w.why, s.why),
      'undo-' || left(encode(sha256(convert_to(concat_ws('/', ${crm}::text, ${org}::text, w.cluster_id, w.primary_id, w.duplicate_id), 'UTF8')), 'hex'), 16),
      s.plan, s.plan_digest
    from wanted w left join undo_pairs s on s.undo_id = ${shown?.undoId ?? ''}
      and (s.cluster_id, s.primary_id, s.duplicate_id) = (w.cluster_id, w.primary_id, w.duplicate_id)
    returning 1`);
  return rows.length;
}
