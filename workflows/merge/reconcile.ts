import { patched, sleep } from '@temporalio/workflow';
import { startWatching } from '../consent/start-watching.ts';
import { failureType, isFailure } from '../failure-type.ts';
import { coded, endOf } from './coded.ts';
import type { Advance, PairCursor } from './pair-work.ts';

/** Workflows that began before it count how long nothing could be read from their first look on, whether anybody looked or not. */
const UNREADABLE_SINCE = 'unreadable-since';
/** So much more than the longest pause between two looks: nobody looked meanwhile. The step counts by the same; it cannot be taken from there. */
const GAP_MS = 60_000;

/**
 * Looks at the CRM, with durable timers between, until the pair is done, proven not applied, or needs a person. The short pause before
 * the first look is the step's own: a timer of the server costs a turn more, and fires late when the server is busy.
 */
export async function reconcile(cursor: PairCursor, reservation: string | undefined): Promise<Advance> {
  const { timing } = cursor;
  const started = Date.now();
  let pauseMs = timing.firstLookMs;
  let paid = reservation;
  let unreadable: { since: number; last: number } | null = null;
  let waitMs = cursor.fewerTurns ? pauseMs : 0;
  for (;;) {
    if (waitMs === 0) await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, timing.longestLookMs);
    const seen = await look(cursor, { reservation: paid, waitMs });
    waitMs = 0;
    paid = undefined;
    if (seen === 'unreadable') {
      const now = Date.now();
      if (unreadable === null || now - unreadable.last > timing.longestLookMs + GAP_MS)
        unreadable = { since: now, last: now };
      unreadable.last = now;
      const since = patched(UNREADABLE_SINCE) ? unreadable.since : started;
      if (now - since < timing.quietMs + timing.partialMs) continue;
      return holdUnreadable(cursor);
    }
    unreadable = null;
    if (seen.kind === 'done') return { end: { outcome: 'done', reason: null } };
    if (seen.kind === 'pending') continue;
    const isBreach = seen.kind === 'partial' || seen.kind === 'conflict' || seen.breach === true;
    if (seen.kind === 'held' && seen.why?.code === 'compliance-failed' && !cursor.watched) {
      await startWatching(cursor);
    }
    const breach = isBreach ? { breach: seen.reason } : {};
    return { end: { ...endOf('held', seen), ...breach } };
  }
}

/** A look that the CRM refuses for good is no verdict: the merge was sent, so we keep looking. */
async function look(cursor: PairCursor, { reservation, waitMs }: { reservation: string | undefined; waitMs: number }) {
  const { quietMs, partialMs, longestLookMs, goneApartMs } = cursor.timing;
  try {
    return await cursor.steps.reconcileMerge({
      pair: cursor.nextRef(),
      ...(reservation ? { reservation } : {}),
      ...(waitMs > 0 ? { waitMs } : {}),
      quietMs,
      partialMs,
      longestLookMs,
      goneApartMs,
      ...(cursor.trustGone ? { trustGone: true } : {}),
      more: cursor.more,
    });
  } catch (error) {
    if (isFailure(error) && failureType(error).startsWith('Crm.')) return 'unreadable' as const;
    throw error;
  }
}

async function holdUnreadable(cursor: PairCursor): Promise<Advance> {
  const said = coded({ code: 'unreadable', values: {} });
  await cursor.steps.endPair({ pair: cursor.nextRef(), to: 'held', ...said });
  return { end: endOf('held', said) };
}
