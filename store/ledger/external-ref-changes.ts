import { sql } from 'drizzle-orm';
import type { ExternalRefChange } from '../../contacts/profiles/profile.ts';
import type { Db, Tx } from '../database.ts';
import { jsonOrNull, type Reason, type Said } from '../reasons.ts';
import { forbiddenBy } from '../runs/runs.ts';
import { StaleAttemptError } from '../stale-attempt-error.ts';
import type { Attempt, ExternalRefState, PairKey } from '../types.ts';
import { type Reading, saveReading } from './readings.ts';

/** Identifies the change of a primary's external reference: there is at most one per cluster and mode. */
export type ExternalRefKey = Omit<PairKey, 'duplicateId'>;

export interface ExternalRefRow {
  state: ExternalRefState;
  fromId: string;
  oldRef: string;
  newRef: string;
  /** Every pair of the cluster is done (in a dry run: would be merged). Not before then may anything be written. */
  complete: boolean;
}

interface Step {
  key: ExternalRefKey;
  attempt: Attempt;
}

/**
 * Plans the change for a workflow that takes its cluster on: `token` becomes the only one that may write. What was written, or
 * may have been, keeps its values. Says whether there is still something to do.
 */
export async function planExternalRefChange(
  tx: Tx,
  plan: { key: ExternalRefKey; change: ExternalRefChange; runId: string; token: string },
): Promise<boolean> {
  const { key, change, runId, token } = plan;
  const { mode, crm, org, clusterId, primaryId } = key;
  const [row] = await tx.execute<{ state: ExternalRefState }>(sql`
    insert into ref_changes as r (mode, crm, org, cluster_id, primary_id, from_id, old_ref, new_ref, run_id, token)
    values (${mode}, ${crm}, ${org}, ${clusterId}, ${primaryId}, ${change.from}, ${change.oldRef}, ${change.newRef},
      ${runId}, ${token}::uuid)
    on conflict (mode, crm, org, cluster_id, primary_id) do update set
      token = excluded.token, seq = 0, updated_at = clock_timestamp(),
      from_id = case when r.sends > 0 or r.state = 'done' then r.from_id else excluded.from_id end,
      old_ref = case when r.sends > 0 or r.state = 'done' then r.old_ref else excluded.old_ref end,
      new_ref = case when r.sends > 0 or r.state = 'done' then r.new_ref else excluded.new_ref end,
      run_id = case when r.state = 'done' then r.run_id else excluded.run_id end,
      reason = case when r.state = 'done' then r.reason end,
      why = case when r.state = 'done' then r.why end,
      state = case when r.state in ('done', 'sent') then r.state when r.sends > 0 then 'sent' else 'planned' end
    returning state`);
  return row?.state !== 'done';
}

/** Hands the change over to a workflow that carries out a person's word on a pair. Says whether there is something to do. */
export async function takeExternalRefChange(tx: Tx, key: ExternalRefKey, token: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update ref_changes set token = ${token}::uuid, seq = 0, updated_at = clock_timestamp()
    where ${isExternalRefChange(key)} and state <> 'done' returning 1`);
  return rows.length > 0;
}

/** Makes this attempt the only one that may write. Throws StaleAttemptError when another has taken over. */
export async function claimExternalRefChange(db: Db, step: Step & { runId: string }): Promise<ExternalRefRow> {
  const { key, attempt, runId } = step;
  const merged = key.mode === 'dry' ? 'would-merge' : 'done';
  const [row] = await db.execute<ExternalRefRow & Record<string, unknown>>(sql`
    update ref_changes r set seq = ${attempt.seq}
    where ${isExternalRefChange(key)} and token = ${attempt.token}::uuid and seq <= ${attempt.seq}
    returning state, from_id as "fromId", old_ref as "oldRef", new_ref as "newRef", exists (
      select 1 from runs join plan_clusters p on p.plan_digest = runs.plan_digest
      where runs.id = ${runId} and p.cluster_id = r.cluster_id and p.primary_id = r.primary_id and not exists (
        select 1 from unnest(p.duplicates) as d (id) where not exists (
          select 1 from pairs l where l.mode = r.mode and l.crm = r.crm and l.org = r.org and l.cluster_id = r.cluster_id
            and l.primary_id = r.primary_id and l.duplicate_id = d.id and l.state in ('done', ${merged})))) as complete`);
  if (row === undefined) throw stale(key, 'begin a step');
  return row;
}

/** Journals the write that comes next, unless the run was told to stop: see `commitSent`. Null, or the number of that word. */
export async function commitExternalRefSent(
  db: Db,
  step: Step & { runId: string; onCommit?: () => void },
): Promise<number | null> {
  return db.transaction(async (tx) => {
    const forbidden = await forbiddenBy(tx, step.runId);
    if (forbidden !== null) return forbidden;
    const set = sql`sends = sends + 1, sent_at = clock_timestamp()`;
    await move(tx, { ...step, from: ['planned', 'sent'], to: 'sent', reason: null, set });
    step.onCommit?.();
    return null;
  });
}

/** The primary has the new reference. Our own write is accepted, so that nobody takes it for drift. */
export async function finishExternalRefChange(db: Db, step: Step & { reading: Reading | null }): Promise<void> {
  const { key, attempt, reading } = step;
  await db.transaction(async (tx) => {
    const set = sql`done_at = clock_timestamp()`;
    await move(tx, { key, attempt, from: ['planned', 'sent'], to: 'done', reason: null, set });
    if (reading !== null) await saveReading(tx, key, reading);
  });
}

/** Where a dry run ends. */
export async function wouldChangeExternalRef(db: Db, step: Step): Promise<void> {
  await move(db, { ...step, from: ['planned'], to: 'would-change', reason: null, set: sql`done_at = null` });
}

/** Puts the change down for a person. A cluster that was done by a person's word on its last pair is held again. */
export async function holdExternalRefChange(db: Db, step: Step & Said & { runId: string }): Promise<void> {
  const { key, attempt, runId, reason, why } = step;
  await db.transaction(async (tx) => {
    await move(tx, {
      key,
      attempt,
      from: ['planned', 'sent', 'held'],
      to: 'held',
      reason,
      why,
      set: sql`done_at = null`,
    });
    await tx.execute(sql`update run_clusters set state = 'held', reason = ${reason}, why = ${jsonOrNull(why)}::jsonb
      where run_id = ${runId} and cluster_id = ${key.clusterId} and state = 'done'`);
  });
}

/**
 * The references that the members had in the CRM when we last accepted a reading of them, by contact; of one that was merged
 * earlier, by a pair of another cluster, the reading of then.
 */
export async function acceptedExternalRefs(db: Tx, key: ExternalRefKey): Promise<Map<string, string | null>> {
  const rows = await db.execute<{ contact: string; externalRef: string | null }>(sql`
    select contact_id as contact, external_ref as "externalRef" from readings where mode = ${key.mode} and crm = ${key.crm}
      and org = ${key.org} and cluster_id = ${key.clusterId}
    union all
    (select distinct on (r.contact_id) r.contact_id, r.external_ref from pairs p
    join readings r on r.mode = 'real' and r.crm = p.crm and r.org = p.org and r.contact_id = p.duplicate_id
    where p.mode = ${key.mode} and p.crm = ${key.crm} and p.org = ${key.org} and p.cluster_id = ${key.clusterId}
      and p.primary_id = ${key.primaryId} and p.proof = 'earlier' and r.cluster_id <> p.cluster_id
    order by r.contact_id, r.read_at desc)`);
  return new Map(rows.map(({ contact, externalRef }) => [contact, externalRef]));
}

/** References that earlier runs have written to the contact, also for other clusters that it was the primary of. */
export async function externalRefsWeWrote(db: Tx, { crm, org, primaryId }: ExternalRefKey): Promise<string[]> {
  const rows = await db.execute<{ externalRef: string }>(sql`
    select distinct new_ref as "externalRef" from ref_changes where mode = 'real' and crm = ${crm} and org = ${org}
      and primary_id = ${primaryId} and state = 'done'`);
  return rows.map(({ externalRef }) => externalRef);
}

async function move(
  tx: Tx,
  step: Step & {
    from: ExternalRefState[];
    to: ExternalRefState;
    reason: string | null;
    why?: Reason | undefined;
    set: ReturnType<typeof sql>;
  },
): Promise<void> {
  const { key, attempt, from, to, reason, why, set } = step;
  const rows = await tx.execute(sql`
    update ref_changes set state = ${to}, reason = ${reason}, why = ${jsonOrNull(why)}::jsonb, updated_at = clock_timestamp(), ${set}
    where ${isExternalRefChange(key)} and state in ${from} and token = ${attempt.token}::uuid and seq = ${attempt.seq}
    returning 1`);
  if (rows.length > 0) return;
  const [again] = await tx.execute(sql`
    select 1 from ref_changes where ${isExternalRefChange(key)} and state = ${to} and token = ${attempt.token}::uuid
      and seq = ${attempt.seq}`);
  if (again === undefined) throw stale(key, `move to '${to}'`);
}

function isExternalRefChange(key: ExternalRefKey) {
  return sql`mode = ${key.mode} and crm = ${key.crm} and org = ${key.org} and cluster_id = ${key.clusterId}
    and primary_id = ${key.primaryId}`;
}

function stale(key: ExternalRefKey, what: string): StaleAttemptError {
  return new StaleAttemptError({ ...key, duplicateId: 'external-ref' }, what);
}
