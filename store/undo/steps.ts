import { type SQL, sql } from 'drizzle-orm';
import type { ShownValues } from '../../contacts/undo/shown-values.ts';
import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { Db, Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';
import type { Attempt } from '../types.ts';
import { keepFromCluster } from './keep-from-cluster.ts';
import { isUndoPair, moveUndoPair } from './ledger.ts';
import { type LockHolder, lockedReason } from './lock-holder.ts';
import { addUndoLocks, freeUndoLocks, takeUndoLocks } from './locks.ts';
import { undoForbiddenBy } from './stop.ts';
import type { UndoFrozen, UndoPairKey, UndoPairState, UndoResult } from './types.ts';
import { UNENDED } from './undo-states.ts';

/** A new contact is created twice at most: after that it is a person's. */
export const MOST_CREATES = 2;

export interface UndoStep {
  key: UndoPairKey;
  attempt: Attempt;
}

interface OfOrg {
  crm: string;
  org: string;
}

/** What a preview has found of a pair. */
export async function keepUndoPlan(
  db: Db,
  step: UndoStep & { plan: UndoPlan; planDigest: string; shown: ShownValues },
): Promise<void> {
  const { plan, planDigest, shown, ...own } = step;
  const set = [...planIs(plan, planDigest), sql`shown = ${JSON.stringify(shown)}::jsonb`];
  await moveUndoPair(db, { ...own, from: ['planned'], to: 'planned', set });
}

/** Read, planned and locked. Returns who stands in the way, or null; for whom it waits is noted. */
export async function becomeLooked(
  db: Db,
  step: UndoStep &
    OfOrg & {
      contacts: readonly string[];
      plan: UndoPlan;
      planDigest: string;
      frozen: UndoFrozen;
      back: CameBack | null;
      /** Creates of earlier undos of the pair. */
      creates: number;
    },
): Promise<LockHolder | null> {
  const { key, attempt, crm, org, contacts, plan, planDigest, frozen, back, creates } = step;
  return db.transaction(async (tx) => {
    const holder = await takeUndoLocks(tx, { crm, org, key }, [...contacts, ...(back === null ? [] : [back.id])]);
    if (holder !== null) {
      await noteWait(tx, { key, attempt, state: 'planned', holder });
      return holder;
    }
    const set = [
      ...planIs(plan, planDigest),
      sql`frozen = ${JSON.stringify(frozen)}::jsonb`,
      sql`creates = ${creates}`,
      ...(back === null ? [] : backIs(back)),
    ];
    await moveUndoPair(tx, { key, attempt, from: ['planned', 'looked'], to: 'looked', set });
    if (back !== null) await keepFromCluster(tx, { key, crm, org, id: back.id });
    return null;
  });
}

export interface CameBack {
  /** Display id. */
  id: string;
  fullId: string;
}

export interface UndoWrite extends UndoStep {
  workflowId: string;
  from: UndoPairState;
  to: UndoPairState;
  /** For the journal: what is written, without contact data. */
  detail: string;
  set?: SQL[];
  /** Right before COMMIT leaves: until then nobody can stop the undo. */
  onCommit?: () => void;
}

/** Journals a write that may follow at once, unless the undo, or everything, was told to stop. Null, or the number of the word that stopped it. */
export async function commitUndoWrite(db: Db, write: UndoWrite): Promise<number | null> {
  const { workflowId, onCommit, ...move } = write;
  const { undoId } = move.key;
  return db.transaction(async (tx) => {
    const forbidden = await undoForbiddenBy(tx, { undoId, workflowId });
    if (forbidden !== null) return forbidden;
    await moveUndoPair(tx, { ...move, from: [move.from] });
    onCommit?.();
    return null;
  });
}

/** A create that may reach the CRM, counted before a byte leaves. */
export function commitCreating(db: Db, write: Omit<UndoWrite, 'from' | 'to' | 'set'>): Promise<number | null> {
  const set = [
    ...[sql`creates = creates + 1`, sql`creating_at = clock_timestamp()`, sql`outcome = null`, sql`answered = null`],
    ...[sql`quiet_since = null`, sql`last_look_at = null`, sql`absent_since = null`],
  ];
  return commitUndoWrite(db, { ...write, from: 'freed', to: 'creating', set });
}

/** `not-sent`: the create provably did not reach the CRM and is not counted. `absent`: it provably has made nobody. */
export async function backToFreed(
  db: Db,
  step: UndoStep & { because: 'not-sent' | 'absent'; detail: string },
): Promise<void> {
  const { because, ...own } = step;
  const set = [sql`new_id = null`, sql`new_full_id = null`];
  if (because === 'not-sent') set.push(sql`creates = creates - 1`);
  await moveUndoPair(db, { ...own, from: ['creating'], to: 'freed', set });
}

/**
 * How the create ended; `back`: the id that it was answered with, which is kept from its cluster from then on. The pair stays `creating`: only a look
 * tells what became of it.
 */
export async function noteCreateOutcome(
  db: Db,
  step: UndoStep & OfOrg & { outcome: string; answered: number | null; back: CameBack | null },
): Promise<void> {
  const { outcome, answered, back, crm, org, ...own } = step;
  const set = [sql`outcome = ${outcome}`, sql`answered = ${answered}`, ...(back === null ? [] : backIs(back))];
  await db.transaction(async (tx) => {
    await moveUndoPair(tx, { ...own, from: ['creating'], to: 'creating', detail: outcome, set });
    if (back !== null) await keepFromCluster(tx, { key: own.key, crm, org, id: back.id });
  });
}

/**
 * The contact is back, under this id, locked, and kept apart from those that it was merged with. Returns who has it locked, or null: then the pair
 * stays where it is and keeps what it has locked itself.
 */
export async function becomeCreated(
  db: Db,
  step: UndoStep & OfOrg & { from: UndoPairState; back: CameBack; detail: string },
): Promise<LockHolder | null> {
  const { key, attempt, crm, org, from, back, detail } = step;
  return db.transaction(async (tx) => {
    const holder = await addUndoLocks(tx, { crm, org, key }, [key.primaryId, key.duplicateId, back.id]);
    await keepFromCluster(tx, { key, crm, org, id: back.id });
    if (holder === null)
      await moveUndoPair(tx, { key, attempt, from: [from], to: 'created', detail, set: backIs(back) });
    else await noteWait(tx, { key, attempt, state: from, holder, set: backIs(back) });
    return holder;
  });
}

/** Notes for whom the pair waits, and since when, until somebody else has it. */
async function noteWait(
  tx: Tx,
  { holder, state, ...move }: UndoStep & { state: UndoPairState; holder: LockHolder; set?: SQL[] },
): Promise<void> {
  const why = lockedReason(holder);
  const [noted] = await tx.execute(sql`
    select 1 from undo_pairs where ${isUndoPair(move.key)} and why = ${JSON.stringify(why)}::jsonb`);
  if (noted === undefined) await moveUndoPair(tx, { ...move, from: [state], to: state, why });
}

/** A step has done what it was to do. */
export async function advanceUndo(
  db: Db,
  step: UndoStep & { from: UndoPairState; to: UndoPairState; result?: UndoResult; detail?: string },
): Promise<void> {
  const { result, from, ...move } = step;
  const set = result === undefined ? [] : [resultIs(result)];
  await moveUndoPair(db, { ...move, from: [from], set });
}

/** Ends the pair for this undo. A pair that is `held` keeps its locks: a create may still land. */
export async function endUndoPair(
  db: Db,
  step: UndoStep & OfOrg & { to: 'put-down' | 'held' | 'not-started'; why: Reason; result?: UndoResult | null },
): Promise<void> {
  const { key, attempt, crm, org, to, why, result = null } = step;
  await db.transaction(async (tx) => {
    const set = result === null ? [] : [resultIs(result)];
    await moveUndoPair(tx, { key, attempt, from: UNENDED, to, why, set });
    if (to !== 'held') await freeUndoLocks(tx, { crm, org, key });
  });
}

export function resultIs(result: UndoResult): SQL {
  return sql`result = ${JSON.stringify(result)}::jsonb`;
}

function backIs({ id, fullId }: CameBack): SQL[] {
  return [sql`new_id = ${id}`, sql`new_full_id = ${fullId}`];
}

function planIs(plan: UndoPlan, digest: string): SQL[] {
  return [sql`plan = ${JSON.stringify(plan)}::jsonb`, sql`plan_digest = ${digest}`];
}
