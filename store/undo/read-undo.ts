import { sql } from 'drizzle-orm';
import type { ShownValues } from '../../contacts/undo/shown-values.ts';
import type { UndoKeep, UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { Tx } from '../database.ts';
import { typedNameOf } from '../ledger/pair-name.ts';
import type { Reason } from '../reasons.ts';
import { iso } from '../reports/rows.ts';
import type { UndoPairState, UndoResult, UndoRunState } from './types.ts';

/** An undo, or a preview of one, as a person is shown it. Times are ISO 8601. */
export interface UndoHead {
  id: string;
  crm: string;
  org: string;
  runId: string;
  workflowId: string;
  preview: boolean;
  keep: UndoKeep | null;
  through: boolean;
  by: string;
  /** Of a preview that has ended: what it came to. */
  digest: string | null;
  state: UndoRunState;
  /** Whether its writes are forbidden. */
  stopped: boolean;
  stopReason: string | null;
  stopWhy: Reason | null;
  createdAt: string;
  endedAt: string | null;
}

export interface UndoPairSeen {
  /** As a person types it. */
  name: string;
  cluster: string;
  primary: string;
  duplicate: string;
  state: UndoPairState;
  why: Reason | null;
  /** Under which id the contact is back. */
  newId: string | null;
  plan: UndoPlan | null;
  /** Contact data: for a person's eyes. */
  shown: ShownValues | null;
  result: UndoResult | null;
  doneAt: string | null;
}

/** Where a contact that has come back is, for whoever was told where it had gone. */
export interface UndoRedirect {
  oldId: string;
  newId: string;
  newFullId: string;
  /** Who had it while it was merged. */
  formerId: string;
  time: string;
}

/** Null where there is none of this id. */
export async function readUndoHead(db: Tx, id: string): Promise<UndoHead | null> {
  const [row] = await db.execute<UndoHead & Record<string, unknown>>(sql`
    select id, crm, org, run_id as "runId", workflow_id as "workflowId", preview, keep, through, by, digest, state,
      stop_at is not null as stopped, stop_reason as "stopReason", stop_why as "stopWhy",
      ${iso(sql`created_at`)} as "createdAt", ${iso(sql`ended_at`)} as "endedAt"
    from undos where id = ${id}`);
  return row ?? null;
}

/** Undos that take merges back and have not ended, of all organizations. */
export async function openUndos(db: Tx): Promise<{ id: string; workflowId: string }[]> {
  return db.execute<{ id: string; workflowId: string }>(sql`
    select id, workflow_id as "workflowId" from undos where state = 'open' and not preview order by id`);
}

const NAME = typedNameOf({ org: 'u', cluster: 'p', primary: 'p', duplicate: 'p' });

/** Its pairs, the newest merge first. */
export async function undoPairsOf(db: Tx, id: string): Promise<UndoPairSeen[]> {
  return db.execute<UndoPairSeen & Record<string, unknown>>(sql`
    select ${NAME} as name, p.cluster_id as cluster, p.primary_id as "primary", p.duplicate_id as duplicate, p.state, p.why,
      p.new_id as "newId", p.plan, p.shown, p.result, ${iso(sql`p.done_at`)} as "doneAt"
    from undo_pairs p join undos u on u.id = p.undo_id where p.undo_id = ${id} order by p.ordinal`);
}

/** The pair that waits for a contact which somebody else has locked. */
export interface UndoWait {
  /** As a person types it. */
  pair: string;
  why: Reason;
  since: string;
}

/** Null where none does. */
export async function undoWait(db: Tx, id: string): Promise<UndoWait | null> {
  const [row] = await db.execute<UndoWait & Record<string, unknown>>(sql`
    select ${NAME} as pair, p.why, ${iso(sql`p.updated_at`)} as since from undo_pairs p join undos u on u.id = p.undo_id
    where p.undo_id = ${id} and u.state = 'open' and p.why->>'code' = 'undo-waits' order by p.ordinal limit 1`);
  return row ?? null;
}

/** The redirects that this undo has turned to the contacts that it brought back. */
export async function undoRedirects(db: Tx, id: string): Promise<UndoRedirect[]> {
  return db.execute<UndoRedirect & Record<string, unknown>>(sql`
    select old_id as "oldId", new_id as "newId", new_full_id as "newFullId", former_id as "formerId",
      ${iso(sql`undone_at`)} as time
    from redirects where undo_id = ${id} order by undone_at, old_id`);
}
