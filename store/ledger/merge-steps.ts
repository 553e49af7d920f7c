import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { keptApart } from '../decisions/kept-apart.ts';
import { NotInStore } from '../not-in-store.ts';
import { BY_WORD } from '../pair-states.ts';
import type { Reason, Said } from '../reasons.ts';
import { forbiddenBy } from '../runs/runs.ts';
import type { Attempt, OwnSeen, PairKey, PairState, Proof } from '../types.ts';
import { type Evidence, frozenEvidence } from './evidence.ts';
import { isPair, transition } from './ledger.ts';
import { freeLocks, takeLocks } from './locks.ts';
import { SENT_ANEW } from './looks.ts';
import { countAsSent, isBehind, type KnownPair, type LedgersPair, mayBeSent, openForgotten } from './older-copy.ts';
import { pairName } from './pair-name.ts';
import { type Reading, readingsOf, saveReading } from './readings.ts';
import { sentBefore } from './sent-before.ts';
import { whyTakenBack } from './survivor.ts';

/** However often a merge is proven not to have been applied: after this many sends it is a person's to do by hand. */
export const MOST_SENDS = 2;

interface Step {
  key: PairKey;
  attempt: Attempt;
}

/** Locks both contacts and writes `intent`. Returns what stands in the way, or null. */
export async function writeIntent(db: Db, step: Step): Promise<Reason | null> {
  const { key } = step;
  const { crm, org, primaryId, duplicateId } = key;
  return db.transaction(async (tx) => {
    const { gone, apart, sends } = await sentBefore(tx, key);
    if (gone !== null) {
      const { undoId, ...values } = gone;
      if (undoId !== null) return whyTakenBack(tx, { ...key, duplicateId: gone.duplicate });
      return { code: 'merged-before', values };
    }
    if (apart !== null) return { code: 'kept-apart', values: { pair: pairName({ ...apart, duplicateId }) } };
    const kept = await keptApart(tx, { crm, org, contacts: [primaryId, duplicateId] });
    if (kept !== null) return { code: 'refused', values: kept };
    if (sends >= MOST_SENDS) return { code: 'sent-too-often', values: { sends, most: MOST_SENDS } };
    const other = await takeLocks(tx, key);
    if (other !== null) return other;
    await transition(tx, { ...step, from: ['fresh'], to: 'intent' });
    return null;
  });
}

/**
 * The point of no return: commits `sent` unless the run was told to stop. The run's row is held FOR SHARE, so a `stop_at`
 * written by anyone is either seen here or comes after this commit. A run that has ended does not stop a person's `resend`. With
 * it, what the pair will be judged by is frozen: whatever a later run reads of the two contacts changes nothing of it. `onCommit` is
 * called right before COMMIT leaves.
 */
export async function commitSent(
  db: Db,
  step: Step & { runId: string; onCommit?: () => void },
): Promise<{ sent: true; evidence: Evidence } | { sent: false; stopSeq: number }> {
  return db.transaction(async (tx) => {
    const forbidden = await forbiddenBy(tx, step.runId);
    if (forbidden !== null) return { sent: false, stopSeq: forbidden };
    const evidence = await acceptedReadings(tx, step.key);
    const set = [...SENT_ANEW, sql`sends = sends + 1`, sql`evidence = ${JSON.stringify(evidence)}::jsonb`];
    const moved = await transition(tx, { key: step.key, attempt: step.attempt, from: ['intent'], to: 'sent', set });
    const judgedBy = moved ? evidence : ((await frozenEvidence(tx, step.key)) ?? evidence);
    step.onCommit?.();
    return { sent: true, evidence: judgedBy };
  });
}

async function acceptedReadings(tx: Tx, key: PairKey): Promise<Evidence> {
  const readings = await readingsOf(tx, key, [key.primaryId, key.duplicateId]);
  const [primary, duplicate] = [readings.get(key.primaryId), readings.get(key.duplicateId)];
  if (primary === undefined || duplicate === undefined) throw new Error(`No accepted reading of pair ${pairName(key)}`);
  return { primary, duplicate };
}

/** The POST provably did not reach the CRM: back to `fresh`, locks freed, the send not counted. */
export async function takeBack(
  db: Db,
  step: Step & { from: PairState; detail: string; count?: 'refused' | 'late' },
): Promise<void> {
  await db.transaction(async (tx) => {
    const set = step.from === 'sent' ? [sql`sends = sends - 1`, sql`sent_at = null`] : [];
    if (step.count === 'refused') set.push(sql`refused = refused + 1`);
    if (step.count === 'late') set.push(sql`late = late + 1`);
    await transition(tx, {
      key: step.key,
      attempt: step.attempt,
      from: [step.from],
      to: 'fresh',
      detail: step.detail,
      set,
    });
    await freeLocks(tx, step.key);
  });
}

/** Notes how the POST ended. The state stays `sent`: only reading the CRM decides what happened. */
export async function recordOutcome(db: Db, step: Step & { outcome: string; answered: number | null }): Promise<void> {
  const set = [sql`outcome = ${step.outcome}`, sql`answered = ${step.answered}`];
  await transition(db, { key: step.key, attempt: step.attempt, from: ['sent'], to: 'sent', detail: step.outcome, set });
}

/** Ends a pair that provably was not sent, and frees its locks. */
export async function endUnsent(
  db: Db,
  step: Step & Said & { from: PairState[]; to: PairState; detail?: string },
): Promise<void> {
  const { key, attempt, from, to, reason, why } = step;
  await db.transaction(async (tx) => {
    await transition(tx, { key, attempt, from, to, reason, why, ...(step.detail ? { detail: step.detail } : {}) });
    if (key.mode === 'real') await freeLocks(tx, key);
  });
}

export interface Finish extends Step {
  runId: string;
  proof: Proof;
  /** The primary as the CRM shows it now: what the cluster's next pair is compared with. */
  primary: Reading;
  /** By relation: how many things name the primary. */
  after: Record<string, number>;
  /** What hung on the duplicate itself, kind by kind. @default nothing */
  own?: Record<string, OwnSeen>;
  duplicateFullId: string;
  /** What stands now, kept by value: a merge cannot be taken back without it. `record` lets it count. */
  afterImage: { digest: string; record: (tx: Tx) => Promise<void> };
}

/** Becoming `done`: consumed row, redirect, the next pair's reading and the end of the locks, in one transaction. */
export async function finishMerge(db: Db, finish: Finish): Promise<void> {
  const { key, attempt, runId, proof, primary, after, own = {} } = finish;
  const { crm, org, primaryId, duplicateId } = key;
  await db.transaction(async (tx) => {
    const set = [
      sql`done_at = clock_timestamp()`,
      sql`proof = ${proof}`,
      sql`relations_after = ${JSON.stringify(after)}::jsonb`,
      sql`own_after = ${JSON.stringify(own)}::jsonb`,
      sql`after_image = ${finish.afterImage.digest}`,
    ];
    const moved = await transition(tx, { key, attempt, from: ['merged'], to: 'done', detail: proof, set });
    if (!moved) return;
    await finish.afterImage.record(tx);
    await tx.execute(sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id)
      values (${crm}, ${org}, ${duplicateId}, ${primaryId}, ${runId})`);
    await tx.execute(sql`insert into redirects (crm, org, old_id, new_id, old_full_id, new_full_id, run_id)
      values (${crm}, ${org}, ${duplicateId}, ${primaryId}, ${finish.duplicateFullId}, ${primary.fullId}, ${runId})`);
    await saveReading(tx, key, primary);
    await freeLocks(tx, key);
    await closeResolved(tx, key, runId);
  });
}

const ENDED_WELL: PairState[] = ['done', 'undone', 'taken-back', ...BY_WORD];

/** A cluster that its run had left held is done with the last of its pairs. */
export async function closeResolved(tx: Tx, key: PairKey, runId: string): Promise<void> {
  const { mode, crm, org, clusterId, primaryId } = key;
  await tx.execute(sql`
    update run_clusters set state = 'done', reason = null, why = null, ended_at = clock_timestamp()
    where run_id = ${runId} and cluster_id = ${clusterId} and state = 'held' and not exists (
      select 1 from pairs where mode = ${mode} and crm = ${crm} and org = ${org}
        and cluster_id = ${clusterId} and primary_id = ${primaryId} and state not in ${ENDED_WELL})`);
}

/**
 * Hands a pair to a new token after an attempt was lost: whatever the old one still writes is refused. `intent` goes back
 * to `fresh`, because nothing was sent; `sent` stays and can only be reconciled. Returns where the pair now stands. Where the ledger
 * knows less of it than `known`, a pair that may have been sent is `sent` again, and is only looked at; also one that it
 * has forgotten altogether. Throws NotInStore for a pair of a run that it does not know.
 */
export async function replaceAttempt(
  db: Db,
  request: { key: PairKey; token: string; runId?: string; known?: KnownPair },
): Promise<PairState> {
  const { key, token, known } = request;
  return db.transaction(async (tx) => {
    const runId = request.runId === undefined ? sql`` : sql`, run_id = ${request.runId}`;
    const [before] = await tx.execute<LedgersPair>(sql`
      select state, token, run_id, seq from pairs where ${isPair(key)} for update`);
    if (before === undefined) {
      if (known === undefined || !(await openForgotten(tx, { key, token, runId: known.runId })))
        throw new NotInStore(`Pair ${pairName(key)}`);
      if (!mayBeSent(known)) return 'approved';
      await countAsSent(tx, { key, attempt: { token, seq: 0 }, from: 'approved' });
      return 'sent';
    }
    await tx.execute(sql`
      update pairs set token = ${token}::uuid, seq = 0, updated_at = clock_timestamp() ${runId} where ${isPair(key)}`);
    const isOlderCopy = known !== undefined && before.token !== token && isBehind(before, known);
    const attempt = { token, seq: 0 };
    if (isOlderCopy && mayBeSent(known)) {
      await countAsSent(tx, { key, attempt, from: before.state });
      return 'sent';
    }
    if (before.state !== 'intent') return before.state;
    await takeBack(tx as Db, { key, attempt, from: 'intent', detail: 'attempt lost before sending' });
    return 'fresh';
  });
}
