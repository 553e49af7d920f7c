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
      const connection = await connect(crm, request.reservation);
      if (connection === null) return refused(deps, step, 'intent');
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
  const step = { key, attempt };
  const clock = startClocks();
  deps.failpoint('sent.before');
  const committed = await commitSent(deps.db, { ...step, runId: request.pair.cluster.runId });
  if (!committed.sent) {
    await takeBack(deps.db, { ...step, from: 'intent', detail: 'not sent: the run was told to stop' });
    await budget.release(request.reservation);
    return { kind: 'stopped', seq: committed.stopSeq };
  }
  deps.failpoint('sent.after');
  const mayWrite = (): boolean => {
    if (signal.aborted || clock.elapsedMs() > LONGEST_TO_WRITE_MS) return false;
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
  const result = await settle(deps, { ...step, budget }, outcome);
  deps.failpoint('answer.after');
  return result;
}

async function settle(
  deps: Deps,
  { budget, ...step }: Pick<Sending, 'key' | 'attempt' | 'budget'>,
  outcome: MergeOutcome,
): Promise<Sent> {
  if (outcome.kind === 'not-sent') {
    if (outcome.why === 'unreachable') return refused(deps, step, 'sent');
    await takeBack(deps.db, { ...step, from: 'sent', detail: `not sent: ${outcome.why}` });
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

/** Null when the CRM refused the connection: nothing was sent. */
async function connect(crm: Crm, reservation: string): Promise<MergeConnection | null> {
  try {
    return await crm.openMerge({ reservation });
  } catch (error) {
    if (error instanceof CrmError) return null;
    throw error;
  }
}

async function refused(deps: Deps, step: { key: PairKey; attempt: Attempt }, from: 'intent' | 'sent'): Promise<Sent> {
  await takeBack(deps.db, { ...step, from, detail: 'not sent: no connection', refused: true });
  const row = await claim(deps.db, step.key, step.attempt);
  if (row.refused <= MOST_REFUSED) return { kind: 'not-sent', why: 'unreachable' };
  const held = said({ code: 'no-connection', values: { refused: row.refused } });
  await endUnsent(deps.db, { ...step, from: ['fresh'], to: 'held', ...held });
  return { kind: 'held', ...held };
}
