import { ApplicationFailure, CancellationScope, isCancellation, sleep, uuid4 } from '@temporalio/workflow';
import type { TokenRefused } from '../../store/reasons.ts';
import type { PairState } from '../../store/types.ts';
import { failureType, givenUp, isFailure } from '../failure-type.ts';
import type { PairEnd } from '../types.ts';
import { coded, endOf, stopsRun, tokenRefused } from './coded.ts';
import type { Advance, PairCursor, PairWork } from './pair-work.ts';
import { reconcile } from './reconcile.ts';

/** Nothing that a merge needs has left us. */
export const BEFORE_SENT: PairState[] = ['approved', 'backed-up', 'verified', 'consent-tightened', 'fresh', 'intent'];

/** Workflows that began before it go on one step at a time. */
export const FEWER_TURNS = 'fewer-turns';

/**
 * Leads a pair from where the ledger has it to its end. The loop is driven by the ledger's state, so that after any lost
 * attempt it goes on from what was really written: a `sent` pair can only be reconciled, never sent again.
 */
export async function mergePair(work: PairWork): Promise<PairEnd> {
  let { state, token } = work;
  let step = 0;
  let failures = 0;
  let reservation: string | undefined;
  let mayBeSent = false;
  const cursor: PairCursor = {
    ...work,
    sending: (now) => {
      mayBeSent = now;
    },
    nextRef: () => {
      step += 1;
      return { cluster: work.cluster, primary: work.primary, duplicate: work.duplicate, token, step };
    },
  };
  for (;;) {
    try {
      const next = await advance(cursor, state, reservation);
      if ('end' in next) return next.end;
      ({ state, reservation } = next);
      failures = 0;
    } catch (error) {
      if (isCancellation(error)) return notStarted(cursor);
      if (!isFailure(error)) throw error;
      failures += 1;
      const type = failureType(error);
      const lost = givenUp(error);
      const end = await afterFailure(cursor, { state, type, failures, mayBeSent, lost });
      if (end !== null) return end;
      // The failed step may have written nothing: those before it have.
      const known = { state, token, step: step - 1, runId: work.cluster.runId, mayBeSent };
      token = uuid4();
      step = 0;
      const { cluster, primary, duplicate } = work;
      const next = { pair: { cluster, primary, duplicate }, token, known, saysWhy: true as const };
      const stands = await CancellationScope.nonCancellable(() => work.steps.replaceAttempt(next));
      state = typeof stands === 'string' ? stands : stands.state;
      if (typeof stands !== 'string') cursor.why = stands.why;
      reservation = undefined;
      if (lost !== null && BEFORE_SENT.includes(state)) return giveUpStep(cursor, state, lost);
    }
  }
}

async function advance(cursor: PairCursor, state: PairState, reservation: string | undefined): Promise<Advance> {
  switch (state) {
    case 'approved':
    case 'backed-up':
      return prepare(cursor);
    case 'verified':
      return tighten(cursor);
    case 'consent-tightened':
    case 'fresh':
      return freshen(cursor);
    case 'intent':
      return { state: 'fresh' };
    case 'sent':
    case 'merged':
      return CancellationScope.nonCancellable(() => reconcile(cursor, reservation));
    case 'done':
      return { end: { outcome: 'already-done', reason: null } };
    case 'would-merge':
    case 'skipped':
    case 'drifted':
    case 'abandoned':
    case 'settled-merged':
    case 'settled-apart':
    case 'not-started':
    case 'taken-back':
      return { end: { outcome: state, ...(cursor.why ? coded(cursor.why) : { reason: null }) } };
    default:
      return { end: { outcome: 'held', ...coded(cursor.why ?? { code: 'stands', values: { state } }) } };
  }
}

async function prepare(cursor: PairCursor): Promise<Advance> {
  const problem = await cursor.backUp();
  if (problem !== null) {
    await cursor.steps.endPair({ pair: cursor.nextRef(), ...problem });
    return { end: endOf(problem.to, problem) };
  }
  const verified = await cursor.steps.verifyBackups(cursor.nextRef());
  if ('reason' in verified) return { end: endOf(verified.kind, verified) };
  return { state: verified.kind };
}

/** Only in a run that maps consent: the strictest of the cluster, written and read back before anything is sent. */
async function tighten(cursor: PairCursor): Promise<Advance> {
  const { steps, timing, gate } = cursor;
  const tightened = await steps.tightenConsent({ pair: cursor.nextRef(), readAttempts: timing.readAttempts });
  if (tightened.kind === 'consent-tightened') return { state: 'consent-tightened' };
  if ('reason' in tightened) return { end: endOf(tightened.kind, tightened) };
  if (tightened.kind === 'stopped') {
    await gate.wasStopped(tightened.seq);
    return (await gate.goOnAfter(tightened.seq)) ? { state: 'verified' } : giveUp(cursor, 'paused');
  }
  const goesOn = await gate.goOnAfter(await gate.stop(tokenRefused('opt-out'), 'token'));
  return goesOn ? { state: 'verified' } : giveUp(cursor, 'opt-out');
}

/** Reads again, and if nothing has changed goes straight on to sending: nothing may come between. */
async function freshen(cursor: PairCursor): Promise<Advance> {
  const { steps, timing } = cursor;
  const fresh = await steps.checkFresh({ pair: cursor.nextRef(), readAttempts: timing.readAttempts });
  if (fresh.kind === 'would-merge') return { end: { outcome: 'would-merge', reason: null } };
  if (fresh.kind === 'drifted') return { end: endOf('drifted', fresh) };
  if (fresh.kind === 'damaged') return { end: { ...endOf('held', fresh), breach: fresh.reason } };
  return send(cursor, fresh.reservation);
}

async function send(cursor: PairCursor, reservation: string): Promise<Advance> {
  const { once, timing, gate } = cursor;
  cursor.sending(true);
  const sent = await CancellationScope.nonCancellable(() =>
    once.sendMerge({ pair: cursor.nextRef(), reservation, timeoutMs: timing.postMs }),
  );
  if (sent.kind === 'sent') return { state: 'sent', reservation };
  cursor.sending(false);
  if ('reason' in sent) return { end: endOf(sent.kind, sent) };
  if (sent.kind === 'stopped') {
    await gate.wasStopped(sent.seq);
    return (await gate.goOnAfter(sent.seq)) ? { state: 'fresh' } : giveUp(cursor, 'paused');
  }
  if (sent.why === 'unauthorized') {
    const goesOn = await gate.goOnAfter(await gate.stop(tokenRefused('merge'), 'token'));
    return goesOn ? { state: 'fresh' } : giveUp(cursor, 'merge');
  }
  await sleep(sent.why === 'rate-limited' ? sent.retryAfterMs : timing.retryFirstMs);
  return { state: 'fresh' };
}

/** A pair that was to be sent once more, and may not be now: it is what it was before, proven not applied. */
async function giveUp(cursor: PairCursor, because: 'paused' | 'disk' | TokenRefused): Promise<Advance> {
  const said = coded({ code: 'not-sent-again', values: { because } });
  await cursor.steps.endPair({ pair: cursor.nextRef(), to: 'not-applied', ...said });
  return { end: endOf('held', said) };
}

/** What a step that failed for good means. Null: take a new attempt and go on from the ledger. */
async function afterFailure(
  cursor: PairCursor,
  failed: { state: PairState; type: string; failures: number; mayBeSent: boolean; lost: GivenUp | null },
): Promise<PairEnd | null> {
  const { timing, gate, steps } = cursor;
  const unsent = isUnsent(failed.state);
  try {
    const stop = stopsRun(failed.type);
    if (stop !== null) {
      if (await gate.goOnAfter(await gate.stop(stop.why, stop.by))) return null;
      const end = unsent ? await giveUp(cursor, stop.because) : null;
      if (end !== null && 'end' in end) return end.end;
      throw ApplicationFailure.nonRetryable(stop.why.code, 'Stopped', stop.why);
    }
    if (failed.lost !== null) {
      // A merge may be on its way: the ledger is asked first.
      return unsent && failed.mayBeSent ? null : await giveUpStep(cursor, failed.state, failed.lost);
    }
    if (unsent && failed.type.startsWith('Crm.')) {
      const said = coded({ code: 'reading-failed', values: { failure: failed.type.slice('Crm.'.length) } });
      await steps.endPair({ pair: cursor.nextRef(), to: 'skipped', ...said });
      return endOf('skipped', said);
    }
    await sleep(Math.min(timing.retryFirstMs * 2 ** Math.min(failed.failures - 1, 10), timing.retryLongestMs));
    return null;
  } catch (error) {
    if (isCancellation(error)) return unsent ? notStarted(cursor) : null;
    if (isFailure(error)) return null;
    throw error;
  }
}

function isUnsent(state: PairState): boolean {
  return !['sent', 'merged'].includes(state);
}

type GivenUp = NonNullable<ReturnType<typeof givenUp>>;

/** A step that fails for this pair alone: skipped before anything was sent; from then on held, with its locks. */
async function giveUpStep(cursor: PairCursor, state: PairState, { why, held }: GivenUp): Promise<PairEnd> {
  const said = coded(why);
  const to = isUnsent(state) && !held ? 'skipped' : 'held';
  await cursor.steps.endPair({ pair: cursor.nextRef(), to, ...said });
  return endOf(to, said);
}

async function notStarted(cursor: PairCursor): Promise<PairEnd> {
  const said = coded({ code: 'cancelled', values: {} });
  await CancellationScope.nonCancellable(() =>
    cursor.steps.endPair({ pair: cursor.nextRef(), to: 'not-started', ...said }),
  );
  return endOf('not-started', said);
}
