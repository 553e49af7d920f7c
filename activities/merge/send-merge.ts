import type { Crm, MergeConnection, MergeOutcome } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { said } from '../../pages/kit/reason-words.ts';
import { claim } from '../../store/ledger/ledger.ts';
import { commitSent, endUnsent, recordOutcome, takeBack, writeIntent } from '../../store/ledger/merge-steps.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import type { Said } from '../../store/reasons.ts';
import type { Attempt, PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { startClocks } from './clocks.ts';

/** `sent`: the CRM may have received it, so only reading can tell. Every `not-sent` is back at `fresh` with its locks freed. */
export type Sent =
  | { kind: 'sent' }
  | { kind: 'stopped'; seq: number }
  | { kind: 'not-sent'; why: 'guard' | 'unreachable' | 'unauthorized' }
  | { kind: 'not-sent'; why: 'rate-limited'; retryAfterMs: number }
  | ({ kind: 'held' } & Said);

export interface SendRequest {
  pair: PairRef;
  reservation: string;
  timeoutMs: number;
}

/** From the clocks' start to the bytes: a worker that was asleep in between sends nothing. */
const LONGEST_TO_WRITE_MS = 500;
/** The sixth refused connection needs a person. */
const MOST_REFUSED = 5;

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
      await claim(deps.db, key, attempt);
      const inTheWay = await writeIntent(deps.db, { key, attempt });
      if (inTheWay !== null) {
        const held = said(inTheWay);
        await endUnsent(deps.db, { key, attempt, from: ['fresh'], to: 'held', ...held });
        return { kind: 'held', ...held };
      }
      deps.failpoint('intent.after');
      const step = { key, attempt };
      const { crm, budget } = await deps.crmFor(key);
      const { reservation } = request;
      const connection = await connect(crm, reservation);
      if (connection === null) return refused(deps, { ...step, budget, reservation }, 'intent');
      if ('waitMs' in connection) return heldBack(deps, { ...step, budget, reservation }, connection.waitMs);
      try {
        return await send(deps, { ...step, budget, request, connection, signal });
      } finally {
        await connection.close();
      }
    });
}

interface Sending {
  key: PairKey;
  attempt: Attempt;
  budget: RateBudget;
  request: SendRequest;
  connection: MergeConnection;
  signal: AbortSignal;
}

async function send(deps: Deps, { key, attempt, budget, request, connection, signal }: Sending): Promise<Sent> {
  const { reservation } = request;
  const step = { key, attempt };
  const unsent = { ...step, budget, reservation };
  const waitMs = await budget.waitMs();
  if (waitMs > 0) return heldBack(deps, unsent, waitMs);
  const clock = startClocks();
  deps.failpoint('sent.before');
  const committed = await commitSent(deps.db, { ...step, runId: request.pair.cluster.runId });
  if (!committed.sent) {
    await takeBack(deps.db, { ...step, from: 'intent', detail: 'not sent: the run was told to stop' });
    await giveBack(unsent);
    return { kind: 'stopped', seq: committed.stopSeq };
  }
  deps.failpoint('sent.after');
  const mayWrite = (): boolean => {
    if (signal.aborted || budget.isTold() || clock.elapsedMs() > LONGEST_TO_WRITE_MS) return false;
    deps.failpoint('post.before');
    // The bytes leave in this turn; the next tick comes before any answer can be read.
    process.nextTick(() => deps.failpoint('post.after'));
    return true;
  };
  const { primary, duplicate } = committed.evidence;
  const outcome = await connection.send({
    primary: primary.fullId,
    duplicate: duplicate.fullId,
    timeoutMs: request.timeoutMs,
    mayWrite,
  });
  deps.failpoint('answer.before');
  const result = await settle(deps, unsent, outcome);
  deps.failpoint('answer.after');
  return result;
}

/** A pair that is not sent, and the calls that were set aside for what comes after the POST. */
interface Unsent extends Pick<Sending, 'key' | 'attempt' | 'budget'> {
  reservation: string;
}

async function settle(deps: Deps, unsent: Unsent, outcome: MergeOutcome): Promise<Sent> {
  const { budget, reservation: _, ...step } = unsent;
  if (outcome.kind === 'not-sent') {
    if (outcome.why === 'unreachable') return refused(deps, unsent, 'sent');
    await takeBack(deps.db, { ...step, from: 'sent', detail: `not sent: ${outcome.why}` });
    await giveBack(unsent);
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

/** Everybody is to wait, and the pair looks again afterwards: nothing may come between the last look and the POST. */
async function heldBack(deps: Deps, unsent: Unsent, waitMs: number): Promise<Sent> {
  const { key, attempt } = unsent;
  await takeBack(deps.db, { key, attempt, from: 'intent', detail: 'not sent: the budget has to wait' });
  await giveBack(unsent);
  return { kind: 'not-sent', why: 'rate-limited', retryAfterMs: waitMs };
}

/** What is left of it ages out, where the store is away meanwhile: what became of the pair stands. */
async function giveBack({ budget, reservation }: Unsent): Promise<void> {
  await budget.release(reservation).catch(() => {});
}

async function refused(deps: Deps, unsent: Unsent, from: 'intent' | 'sent'): Promise<Sent> {
  const { key, attempt } = unsent;
  const step = { key, attempt };
  await takeBack(deps.db, { ...step, from, detail: 'not sent: no connection', refused: true });
  await giveBack(unsent);
  const row = await claim(deps.db, step.key, step.attempt);
  if (row.refused <= MOST_REFUSED) return { kind: 'not-sent', why: 'unreachable' };
  const held = said({ code: 'no-connection', values: { refused: row.refused } });
  await endUnsent(deps.db, { ...step, from: ['fresh'], to: 'held', ...held });
  return { kind: 'held', ...held };
}
