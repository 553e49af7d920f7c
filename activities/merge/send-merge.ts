import type { Crm, MergeConnection, MergeOutcome, PairAddresses } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { said } from '../../pages/kit/reason-words.ts';
import { frozenAddresses } from '../../store/base/pair-addresses.ts';
import { commitSent, endUnsent, recordOutcome, writeIntent } from '../../store/ledger/merge-steps.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import type { Reason, ReasonCode } from '../../store/reasons.ts';
import type { Attempt, PairKey } from '../../store/types.ts';
import { addressesStand } from '../carrying/own-addresses.ts';
import type { Deps } from '../deps.ts';
import { claimOwn } from '../own-store.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { LONGEST_TO_WRITE_MS, startClocks } from './clocks.ts';
import { heldBack, putBack, refused, type Sent, tooLate, type Unsent } from './not-sent.ts';

export interface SendRequest {
  pair: PairRef;
  reservation: string;
  timeoutMs: number;
}

/**
 * Intent, sent and the one POST. Never retried by anything: the workflow runs it with `maximumAttempts: 1`, and after a lost
 * attempt asks `replaceAttempt` where the pair stands.
 */
export function sendMerge(deps: Deps) {
  return (request: SendRequest): Promise<Sent> =>
    withHeartbeat(async (_beat, signal) => {
      const key = pairKey(request.pair);
      const attempt = attemptOf(request.pair);
      deps.failpoint('intent.before');
      await claimOwn(deps, key, attempt);
      const inTheWay = await writeIntent(deps.db, { key, attempt });
      if (inTheWay !== null) {
        const kind = PASSES[inTheWay.code] ?? 'held';
        await endUnsent(deps.db, { key, attempt, from: ['fresh'], to: kind, ...said(inTheWay) });
        return { kind, ...said(inTheWay) };
      }
      deps.failpoint('intent.after');
      const step = { key, attempt };
      const { crm, budget } = await deps.crmFor(key);
      const { reservation } = request;
      const connection = await connect(crm, reservation);
      if (connection === null) return refused(deps, { ...step, budget, reservation }, 'intent');
      if ('waitMs' in connection) return heldBack(deps, { ...step, budget, reservation }, connection.waitMs);
      try {
        const addresses = await lastLook(deps, { crm, request, key, signal });
        if ('why' in addresses) {
          await endUnsent(deps.db, { key, attempt, from: ['intent'], to: 'held', ...said(addresses.why) });
          await budget.release(reservation).catch(() => {});
          return { kind: 'held', ...said(addresses.why) };
        }
        return await send(deps, { ...step, budget, request, connection, signal, ...addresses });
      } finally {
        await connection.close();
      }
    });
}

/** Where a CRM takes no ids: the addresses that were frozen with the pair, while they still answer with the two. */
async function lastLook(
  { db }: Deps,
  { crm, request, key, signal }: { crm: Crm; request: SendRequest; key: PairKey; signal: AbortSignal },
): Promise<{ addresses?: PairAddresses } | { why: Reason }> {
  const { carrying } = crm;
  if (carrying === undefined) return {};
  const { pair, reservation } = request;
  const addresses = await frozenAddresses(db, key);
  if (addresses === null) return { why: { code: 'no-own-address', values: { contact: pair.duplicate } } };
  const why = await addressesStand(carrying, { pair, addresses, options: { signal, reservation } });
  return why === null ? { addresses } : { why };
}

/** What no person has to look at: an undo that holds a contact ends by itself, and one that has ended is known. */
const PASSES: Partial<Record<ReasonCode, 'not-started' | 'taken-back'>> = {
  'locked-by-undo': 'not-started',
  'taken-back': 'taken-back',
};

interface Sending {
  key: PairKey;
  attempt: Attempt;
  budget: RateBudget;
  request: SendRequest;
  connection: MergeConnection;
  signal: AbortSignal;
  addresses?: PairAddresses;
}

async function send(deps: Deps, sending: Sending): Promise<Sent> {
  const { key, attempt, budget, request, connection, signal, addresses } = sending;
  const { reservation } = request;
  const step = { key, attempt };
  const unsent = { ...step, budget, reservation };
  const waitMs = await budget.waitMs();
  if (waitMs > 0) return heldBack(deps, unsent, waitMs);
  deps.failpoint('sent.before');
  let clock = startClocks();
  // Nobody can stop the run before COMMIT: the transaction holds its row. So the time counts from there, one way to the database and back.
  const onCommit = (): void => {
    clock = startClocks();
  };
  const committed = await commitSent(deps.db, { ...step, runId: request.pair.cluster.runId, onCommit });
  const databaseMs = Math.round(clock.elapsedMs());
  if (!committed.sent) {
    await putBack(deps, unsent, { from: 'intent', detail: 'not sent: the run was told to stop' });
    return { kind: 'stopped', seq: committed.stopSeq };
  }
  deps.failpoint('sent.after');
  let lateBy: number | null = null;
  const mayWrite = (): boolean => {
    if (clock.elapsedMs() > LONGEST_TO_WRITE_MS) lateBy = databaseMs;
    if (signal.aborted || budget.isTold() || lateBy !== null) return false;
    deps.failpoint('post.before');
    // The bytes leave in this turn; the next tick comes before any answer can be read.
    process.nextTick(() => deps.failpoint('post.after'));
    return true;
  };
  const { primary, duplicate } = committed.evidence;
  const outcome = await connection.send({
    primary: primary.fullId,
    duplicate: duplicate.fullId,
    addresses,
    timeoutMs: request.timeoutMs,
    mayWrite,
  });
  deps.failpoint('answer.before');
  const result = await settle(deps, unsent, { outcome, lateBy });
  deps.failpoint('answer.after');
  return result;
}

async function settle(
  deps: Deps,
  unsent: Unsent,
  { outcome, lateBy }: { outcome: MergeOutcome; lateBy: number | null },
): Promise<Sent> {
  const { key, attempt, budget } = unsent;
  const step = { key, attempt };
  if (outcome.kind === 'not-sent') {
    if (outcome.why === 'unreachable') return refused(deps, unsent, 'sent');
    if (outcome.why === 'guard' && lateBy !== null) return tooLate(deps, unsent, lateBy);
    await putBack(deps, unsent, { from: 'sent', detail: `not sent: ${outcome.why}` });
    if (outcome.why === 'rate-limited') {
      await budget.backOff(outcome.retryAfterMs);
      return { kind: 'not-sent', why: 'rate-limited', retryAfterMs: outcome.retryAfterMs };
    }
    return { kind: 'not-sent', why: outcome.why };
  }
  await recordOutcome(deps.db, {
    ...step,
    outcome: outcome.kind === 'answered' ? `answered ${outcome.status}` : `unknown ${outcome.cause}`,
    answered: outcome.kind === 'answered' ? outcome.status : null,
  });
  return { kind: 'sent' };
}

/** Null when the CRM refused the connection. Where the call would have to wait, it is not opened: what was read is too old afterwards. */
async function connect(crm: Crm, reservation: string): Promise<MergeConnection | { waitMs: number } | null> {
  try {
    return await crm.openMerge({ reservation, atOnce: true });
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    return error.kind === 'rate-limited' ? { waitMs: error.retryAfterMs ?? 0 } : null;
  }
}
