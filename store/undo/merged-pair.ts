import { sql } from 'drizzle-orm';
import type { ConsentMapping } from '../../contacts/rules/consent.ts';
import type { UndoKeep, UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { Tx } from '../database.ts';
import type { Reading } from '../ledger/reading.ts';
import { MERGE_MADE } from '../pair-states.ts';
import type { BackupRef, ConsentRecord, PairState, Proof } from '../types.ts';
import type { UndoPairKey } from './types.ts';

/** What the ledger knows of a merge that is to be taken back. */
export interface MergedPair {
  state: PairState;
  runId: string;
  /** When it was sent, in milliseconds since 1970; null where nobody knows. */
  sentAt: number | null;
  proof: Proof | null;
  backups: BackupRef[];
  /** Digest of what stood after the merge; null where it was not kept. */
  afterImage: string | null;
  consent: ConsentRecord | null;
  duplicateFullId: string | null;
  keep: UndoKeep | null;
  through: boolean;
  mapping: ConsentMapping[];
}

/** Null where the ledger has no such pair. */
export async function mergedPair(db: Tx, key: UndoPairKey): Promise<MergedPair | null> {
  const [row] = await db.execute<MergedPair & Record<string, unknown>>(sql`
    select p.state, p.run_id as "runId", (extract(epoch from coalesce(p.sent_at, p.done_at)) * 1000)::float8 as "sentAt", p.proof, p.backups, p.after_image as "afterImage", p.consent, u.keep, u.through,
      coalesce(r.options->'consent', '[]'::jsonb) as mapping, d.old_full_id as "duplicateFullId"
    from undos u
    join pairs p on p.mode = 'real' and p.crm = u.crm and p.org = u.org and p.cluster_id = ${key.clusterId}
      and p.primary_id = ${key.primaryId} and p.duplicate_id = ${key.duplicateId}
    join runs r on r.id = p.run_id
    left join redirects d on d.crm = u.crm and d.org = u.org and d.old_id = p.duplicate_id
    where u.id = ${key.undoId}`);
  return row ?? null;
}

/** A merge into the pair's primary, the pair's own among them. */
export interface MergeInto {
  clusterId: string;
  duplicateId: string;
  backups: BackupRef[];
  afterImage: string | null;
  evidence: { duplicate: Reading } | null;
  isUndone: boolean;
  /** In a preview: what this undo does with it before the pair's turn. */
  plan: UndoPlan | null;
}

/** All merges into the primary, the oldest first; `primaryNow`: its id of now, where it was merged away and is back. */
export async function mergesInto(db: Tx, key: UndoPairKey, primaryNow: string): Promise<MergeInto[]> {
  return db.execute<MergeInto & Record<string, unknown>>(sql`
    select p.cluster_id as "clusterId", p.duplicate_id as "duplicateId", p.backups, p.after_image as "afterImage", p.evidence,
      p.state = 'undone' as "isUndone", case when u.preview and s.ordinal < mine.ordinal and s.state = 'planned' then s.plan end as plan
    from undos u
    join undo_pairs mine on mine.undo_id = u.id and mine.cluster_id = ${key.clusterId} and mine.primary_id = ${key.primaryId}
      and mine.duplicate_id = ${key.duplicateId}
    join pairs p on p.mode = 'real' and p.crm = u.crm and p.org = u.org and p.primary_id in (${key.primaryId}, ${primaryNow})
      and p.state in ${MERGE_MADE} and p.proof is distinct from 'earlier'
    left join undo_pairs s on s.undo_id = u.id
      and (s.cluster_id, s.primary_id, s.duplicate_id) = (p.cluster_id, p.primary_id, p.duplicate_id)
    where u.id = ${key.undoId} order by p.done_at, p.duplicate_id`);
}

/** The run's change of the primary's external reference in this cluster, where it was done. */
export async function movedReference(
  db: Tx,
  key: UndoPairKey,
): Promise<{ from: string; oldRef: string; newRef: string } | null> {
  const [row] = await db.execute<{ from: string; oldRef: string; newRef: string }>(sql`
    select c.from_id as "from", c.old_ref as "oldRef", c.new_ref as "newRef" from undos u
    join ref_changes c on c.mode = 'real' and c.crm = u.crm and c.org = u.org and c.cluster_id = ${key.clusterId}
      and c.primary_id = ${key.primaryId} and c.state = 'done'
    where u.id = ${key.undoId}`);
  return row ?? null;
}

/** What earlier undos of the same merge have left: the contact that one of them has made, and how many creates may still land. */
export async function earlierUndos(
  db: Tx,
  key: UndoPairKey,
): Promise<{ back: { id: string; fullId: string } | null; creates: number }> {
  const rows = await db.execute<{ id: string | null; fullId: string | null; creates: number }>(sql`
    select o.new_id as id, o.new_full_id as "fullId", o.creates from undo_pairs mine
    join undo_pairs o on o.marker = mine.marker and o.undo_id <> mine.undo_id
    join undos u on u.id = mine.undo_id join undos ou on ou.id = o.undo_id and ou.crm = u.crm and ou.org = u.org
    where mine.undo_id = ${key.undoId} and mine.cluster_id = ${key.clusterId} and mine.primary_id = ${key.primaryId}
      and mine.duplicate_id = ${key.duplicateId} order by o.updated_at desc`);
  const made = rows.find(({ fullId }) => fullId !== null);
  const back = made?.id && made.fullId ? { id: made.id, fullId: made.fullId } : null;
  return { back, creates: Math.max(0, ...rows.map(({ creates }) => creates)) };
}

/** A merge that carried a pair's primary on. `clusterId` is '' where the ledger has no pair of it. */
export interface MergedOn {
  clusterId: string;
  primaryId: string;
  duplicateId: string;
  runId: string;
}

/** Under which id the pair's primary is known now: another one where it was merged away itself, and that was taken back. */
export async function primaryNow(db: Tx, key: UndoPairKey): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    with recursive own as (select crm, org from undos where id = ${key.undoId}),
    walk as (
      select ${key.primaryId}::text as id, 0 as hops
      union all
      select r.new_id, w.hops + 1 from walk w, own, redirects r
      where r.crm = own.crm and r.org = own.org and r.old_id = w.id and r.undo_id is not null and r.new_id <> w.id and w.hops < 1000
    )
    select id from walk order by hops desc limit 1`);
  return row?.id ?? key.primaryId;
}

/** Merges that carried the primary, by its id of now, on since, in their order, each with the run that did it. Empty: it was not merged away. */
export async function mergesSince(db: Tx, key: UndoPairKey, primary: string): Promise<MergedOn[]> {
  return db.execute<MergedOn & Record<string, unknown>>(sql`
    with recursive own as (select crm, org from undos where id = ${key.undoId}),
    walk as (
      select c.duplicate_id, c.primary_id, c.run_id, 1 as hops from consumed c, own
      where c.crm = own.crm and c.org = own.org and c.duplicate_id = ${primary} and c.undo_id is null
      union all
      select c.duplicate_id, c.primary_id, c.run_id, w.hops + 1 from walk w, own, consumed c
      where c.crm = own.crm and c.org = own.org and c.duplicate_id = w.primary_id and c.undo_id is null and w.hops < 1000
    )
    select coalesce((select p.cluster_id from pairs p, own where p.mode = 'real' and p.crm = own.crm and p.org = own.org
        and p.primary_id = w.primary_id and p.duplicate_id = w.duplicate_id order by p.proof is not distinct from 'earlier', p.done_at desc nulls last limit 1), '') as "clusterId",
      w.primary_id as "primaryId", w.duplicate_id as "duplicateId", w.run_id as "runId"
    from walk w order by hops`);
}

/** What other merges that stand have brought to the contact that a merge carried it on to; null for one that kept no evidence. */
export async function broughtBeside(
  db: Tx,
  { undoId, on }: { undoId: string; on: MergedOn },
): Promise<({ duplicate: Reading } | null)[]> {
  const rows = await db.execute<{ evidence: { duplicate: Reading } | null }>(sql`
    select p.evidence from undos u
    join pairs p on p.mode = 'real' and p.crm = u.crm and p.org = u.org and p.primary_id = ${on.primaryId} and p.state = 'done'
      and p.duplicate_id <> ${on.duplicateId}
    where u.id = ${undoId}`);
  return rows.map(({ evidence }) => evidence);
}
