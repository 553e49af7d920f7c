import { type SQL, sql } from 'drizzle-orm';
import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { Tx } from '../database.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';
import { StaleAttemptError } from '../stale-attempt-error.ts';
import type { Attempt } from '../types.ts';
import type { UndoFrozen, UndoPairKey, UndoPairState, UndoResult } from './types.ts';

/** A pair of an undo as the steps need it. */
export interface UndoPairRow {
  key: UndoPairKey;
  ordinal: number;
  state: UndoPairState;
  why: Reason | null;
  marker: string;
  creates: number;
  /** The HTTP status that the last create was answered with; null where no answer came. */
  answered: number | null;
  /** When the last create was committed, as the database writes it. */
  creatingAt: string | null;
  newId: string | null;
  newFullId: string | null;
  plan: UndoPlan | null;
  planDigest: string | null;
  frozen: UndoFrozen | null;
  result: UndoResult | null;
}

interface Transition {
  key: UndoPairKey;
  attempt: Attempt;
  from: readonly UndoPairState[];
  to: UndoPairState;
  why?: Reason | null | undefined;
  /** For the journal: what happened, in words without contact data. */
  detail?: string;
  /** More columns, as SQL assignments. */
  set?: SQL[];
}

/** The WHERE clause of one pair of an undo. */
export function isUndoPair({ undoId, clusterId, primaryId, duplicateId }: UndoPairKey): SQL {
  return sql`undo_id = ${undoId} and cluster_id = ${clusterId} and primary_id = ${primaryId} and duplicate_id = ${duplicateId}`;
}

/** As `transition` of the merge ledger: false when this very attempt has moved it there before. Throws StaleAttemptError. */
export async function moveUndoPair(db: Tx, request: Transition): Promise<boolean> {
  const { key, attempt, from, to, detail = null, set = [] } = request;
  const why = jsonOrNull(request.why);
  const more = set.length > 0 ? sql`, ${sql.join(set, sql`, `)}` : sql``;
  const rows = await db.execute(sql`
    with before as (select state from undo_pairs where ${isUndoPair(key)}),
    moved as (
      update undo_pairs set state = ${to}, why = ${why}::jsonb, updated_at = clock_timestamp() ${more}
      where ${isUndoPair(key)} and state in ${[...from]} and ${isAttempt(attempt)}
      returning undo_id, cluster_id, primary_id, duplicate_id, state
    )
    insert into undo_events (undo_id, cluster_id, primary_id, duplicate_id, from_state, to_state, detail, why)
    select undo_id, cluster_id, primary_id, duplicate_id, (select state from before), state, ${detail}, ${why}::jsonb
    from moved returning id`);
  if (rows.length > 0) return true;
  const [again] = await db.execute(sql`
    select 1 from undo_pairs where ${isUndoPair(key)} and state = ${to} and ${isAttempt(attempt)}`);
  if (again === undefined) throw new StaleAttemptError(key, `move its undo to '${to}'`);
  return false;
}

/** Makes this attempt the only one that may write for the pair. Throws StaleAttemptError. */
export async function claimUndoPair(db: Tx, key: UndoPairKey, attempt: Attempt): Promise<UndoPairRow> {
  await db.execute(sql`
    update undo_pairs set seq = ${attempt.seq}
    where ${isUndoPair(key)} and token = ${attempt.token}::uuid and seq < ${attempt.seq}`);
  const row = await readUndoPair(db, key);
  const [owner] = await db.execute(sql`select 1 from undo_pairs where ${isUndoPair(key)} and ${isAttempt(attempt)}`);
  if (row === null || owner === undefined) throw new StaleAttemptError(key, 'begin a step of its undo');
  return row;
}

/** Gives the pair to a new token: whatever the one before still writes is refused. Returns where it stands. */
export async function giveUndoPair(db: Tx, key: UndoPairKey, token: string): Promise<UndoPairState | null> {
  const [row] = await db.execute<{ state: UndoPairState }>(sql`
    update undo_pairs set token = ${token}::uuid, seq = 0 where ${isUndoPair(key)} returning state`);
  return row?.state ?? null;
}

export async function readUndoPair(db: Tx, key: UndoPairKey): Promise<UndoPairRow | null> {
  const [row] = await db.execute<Omit<UndoPairRow, 'key'> & Record<string, unknown>>(sql`
    select ordinal, state, why, marker, creates, answered, creating_at as "creatingAt", new_id as "newId", new_full_id as "newFullId", plan,
      plan_digest as "planDigest", frozen, result from undo_pairs where ${isUndoPair(key)}`);
  return row === undefined ? null : { ...row, key };
}

function isAttempt({ token, seq }: Attempt): SQL {
  return sql`token = ${token}::uuid and seq = ${seq}`;
}
