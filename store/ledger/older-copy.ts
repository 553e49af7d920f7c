import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { UNDER_WAY, UNSENT } from '../pair-states.ts';
import type { Attempt, PairKey, PairState } from '../types.ts';
import { isPair, transition } from './ledger.ts';
import { lockWhatIsFree } from './locks.ts';
import { SENT_ANEW } from './looks.ts';

/** What a workflow knows of its pair by the steps that were answered: a ledger never knows less, unless it was restored. */
export interface KnownPair {
  state: PairState;
  /** The attempt that was lost, and its last step that was answered. */
  token: string;
  step: number;
  runId: string;
  /** A merge was on its way, or may have been. */
  mayBeSent: boolean;
}

export interface LedgersPair extends Record<string, unknown> {
  state: PairState;
  token: string | null;
  run_id: string;
  /** `step * 1000` and the number of the try. */
  seq: number;
}

/**
 * Whether the ledger is an older copy of itself, by this pair: without a step that it answered, or not beyond the workflow's state
 * although the workflow's own attempt is not in it. A pair that another run has taken over is no sign of it.
 */
export function isBehind(ledger: LedgersPair, known: KnownPair): boolean {
  if (ledger.token === known.token) return ledger.seq < known.step * 1000;
  if (ledger.run_id !== known.runId || !UNDER_WAY.includes(ledger.state)) return false;
  return UNSENT.includes(ledger.state) && rank(ledger.state) <= rank(known.state);
}

/** Asked before the new token is written: with it, what the ledger did not know cannot be told any more. */
export async function knowsLess(
  db: Tx,
  { key, token, known }: { key: PairKey; token: string; known: KnownPair },
): Promise<boolean> {
  const [ledger] = await db.execute<LedgersPair>(sql`select state, token, run_id, seq from pairs where ${isPair(key)}`);
  return ledger === undefined || (ledger.token !== token && isBehind(ledger, known));
}

export function mayBeSent({ state, mayBeSent }: KnownPair): boolean {
  return mayBeSent || !UNSENT.includes(state);
}

/** Nothing lies between `intent` and `fresh`: an attempt that is lost there goes back. What is beyond the way is beyond all of it. */
function rank(state: PairState): number {
  const at = UNDER_WAY.indexOf(state === 'intent' ? 'fresh' : state);
  return at < 0 ? UNDER_WAY.length : at;
}

/** A row for a pair that an older copy has forgotten altogether, though it knows run and cluster. False where it does not. */
export async function openForgotten(
  tx: Tx,
  { key, token, runId }: { key: PairKey; token: string; runId: string },
): Promise<boolean> {
  const { mode, crm, org, clusterId, primaryId, duplicateId } = key;
  const rows = await tx.execute(sql`
    with opened as (
      insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, token)
      select ${mode}, ${crm}, ${org}, ${clusterId}, ${primaryId}, ${duplicateId}, 'approved', id, ${token}::uuid
      from runs r where id = ${runId} and exists (
        select 1 from run_clusters c where c.run_id = r.id and c.cluster_id = ${clusterId})
      on conflict do nothing
      returning mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, state
    )
    insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, to_state, detail)
    select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, state, 'the ledger is an older copy: forgotten' from opened
    returning id`);
  return rows.length > 0;
}

/** Puts a pair that an older copy has forgotten to be sent where it can only be looked at; what it is judged by comes from its backups. */
export async function countAsSent(
  tx: Tx,
  { key, attempt, from }: { key: PairKey; attempt: Attempt; from: PairState },
): Promise<void> {
  const set = [...SENT_ANEW, sql`sends = greatest(sends, 1)`, sql`evidence = null`];
  await transition(tx, {
    key,
    attempt,
    from: [from],
    to: 'sent',
    detail: 'the ledger is an older copy: sent before',
    set,
  });
  await lockWhatIsFree(tx, key);
}
