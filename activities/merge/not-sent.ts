import { setTimeout as sleep } from 'node:timers/promises';
import { said } from '../../pages/kit/reason-words.ts';
import { claim } from '../../store/ledger/ledger.ts';
import { endUnsent, takeBack } from '../../store/ledger/merge-steps.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { Attempt, PairKey, PairState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { LONGEST_TO_WRITE_MS } from './clocks.ts';

/** `sent`: the CRM may have received it, so only reading can tell. Every `not-sent` is back at `fresh` with its locks freed. */
export type Sent =
  | { kind: 'sent' }
  | { kind: 'stopped'; seq: number }
  | { kind: 'not-sent'; why: 'guard' | 'unreachable' | 'unauthorized' }
  | { kind: 'not-sent'; why: 'rate-limited'; retryAfterMs: number }
  | ({ kind: 'held' | 'not-started' | 'taken-back' } & Said);

/** Of a CRM that has not answered by then, nobody waits for the answer. */
const LONGEST_QUESTION_MS = 5_000;
/** The sixth time that a merge could not leave needs a person. */
const MOST_REFUSED = 5;

/** A pair that is not sent, and the calls that were set aside for what comes after the POST. */
export interface Unsent {
  key: PairKey;
  attempt: Attempt;
  budget: RateBudget;
  reservation: string;
}

type From = Extract<PairState, 'intent' | 'sent'>;

/** Back to `fresh`: nothing has reached the CRM. */
export async function putBack(
  deps: Deps,
  { key, attempt, budget, reservation }: Unsent,
  how: { from: From; detail: string; count?: 'refused' | 'late' },
): Promise<void> {
  await takeBack(deps.db, { key, attempt, ...how });
  // What is left of it ages out, where the store is away meanwhile: what became of the pair stands.
  await budget.release(reservation).catch(() => {});
}

/** Everybody is to wait, and the pair looks again afterwards: nothing may come between the last look and the POST. */
export async function heldBack(deps: Deps, unsent: Unsent, waitMs: number): Promise<Sent> {
  await putBack(deps, unsent, { from: 'intent', detail: 'not sent: the budget has to wait' });
  return { kind: 'not-sent', why: 'rate-limited', retryAfterMs: waitMs };
}

/** A CRM that answers nobody is away: that counts for no pair, however long. */
export async function refused(deps: Deps, unsent: Unsent, from: From): Promise<Sent> {
  const { watch } = await deps.crmFor(unsent.key);
  const answers = await Promise.race([watch.isAnswering(), sleep(LONGEST_QUESTION_MS, false)]);
  if (!answers) {
    await putBack(deps, unsent, { from, detail: 'not sent: no connection, and the CRM answers nobody' });
    return { kind: 'not-sent', why: 'unreachable' };
  }
  await putBack(deps, unsent, { from, detail: 'not sent: no connection', count: 'refused' });
  return heldAfter(deps, unsent, 'refused');
}

/** `databaseMs`: what COMMIT took of the time that a merge has to leave. */
export async function tooLate(deps: Deps, unsent: Unsent, databaseMs: number): Promise<Sent> {
  await putBack(deps, unsent, { from: 'sent', detail: `not sent: guard, COMMIT took ${databaseMs} ms`, count: 'late' });
  return heldAfter(deps, unsent, 'late', databaseMs);
}

async function heldAfter(
  { db }: Deps,
  { key, attempt }: Unsent,
  count: 'refused' | 'late',
  databaseMs: number = 0,
): Promise<Sent> {
  const times = (await claim(db, key, attempt))[count];
  if (times <= MOST_REFUSED) return { kind: 'not-sent', why: count === 'late' ? 'guard' : 'unreachable' };
  const why: Reason =
    count === 'refused'
      ? { code: 'no-connection', values: { refused: times } }
      : { code: 'too-late-to-send', values: { times, databaseMs, mostMs: LONGEST_TO_WRITE_MS } };
  await endUnsent(db, { key, attempt, from: ['fresh'], to: 'held', ...said(why) });
  return { kind: 'held', ...said(why) };
}
