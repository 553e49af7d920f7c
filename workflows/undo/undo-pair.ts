import { CancellationScope, isCancellation, sleep, uuid4 } from '@temporalio/workflow';
import type { UndoRef } from '../../activities/undo/undo-ref.ts';
import type { Reason } from '../../store/reasons.ts';
import type { NextUndoPair } from '../../store/undo/pairs.ts';
import type { UndoPairState } from '../../store/undo/types.ts';
import { failureType, givenUp, isFailure } from '../failure-type.ts';
import { isLong } from '../is-long.ts';
import { stopsRun } from '../merge/coded.ts';
import type { UndoContext } from './undo-context.ts';
import { stopUndo, whileStopped } from './undo-gate.ts';

/** Where a pair cannot be led further by this undo. */
const ENDED: UndoPairState[] = ['done', 'put-down', 'held', 'not-started'];

interface Leading {
  context: UndoContext;
  next: () => UndoRef;
  newAttempt: () => void;
  /** Grows while the same state fails again and again. */
  pauseMs: number;
}

/**
 * Leads one pair back, driven by where the store says that it stands; whoever dies, the next attempt goes on from there, and so does the next
 * execution, where this one is long before the pair has ended.
 */
export async function undoPair(context: UndoContext, pair: NextUndoPair): Promise<UndoPairState> {
  const leading = lead(context, pair);
  let state = await attempt(leading);
  for (;;) {
    if (hasEnded(state)) return state;
    try {
      const before = state;
      state = await advance(leading, state);
      if (state !== before) leading.pauseMs = context.taken.timing.retryFirstMs;
      if (context.taken.preview) return state;
    } catch (error) {
      if (isCancellation(error)) {
        await CancellationScope.nonCancellable(() => leave(leading, state));
        throw error;
      }
      if (!isFailure(error)) throw error;
      state = await afterFailure(leading, { state, error });
    }
    // However long it waits: where it stands, the store says.
    if (!hasEnded(state) && isLong(context.taken.timing)) return state;
  }
}

export function hasEnded(state: UndoPairState): boolean {
  return ENDED.includes(state);
}

function lead(context: UndoContext, pair: NextUndoPair): Leading {
  const { undo, taken } = context;
  let token = uuid4();
  let step = 0;
  return {
    context,
    pauseMs: taken.timing.retryFirstMs,
    newAttempt: () => {
      token = uuid4();
      step = 0;
    },
    next: () => {
      step += 1;
      return {
        undo,
        crm: taken.crm,
        org: taken.org,
        cluster: pair.clusterId,
        primary: pair.primaryId,
        duplicate: pair.duplicateId,
        token,
        step,
      };
    },
  };
}

/** Whatever an attempt before still writes is refused from now on. */
function attempt(leading: Leading): Promise<UndoPairState> {
  leading.newAttempt();
  return leading.context.steps.replaceUndoAttempt({ pair: leading.next() });
}

function advance(leading: Leading, state: UndoPairState): Promise<UndoPairState> {
  if (state === 'planned') return look(leading);
  if (state === 'freed') return create(leading);
  return state === 'creating' ? find(leading) : write(leading, state);
}

async function look(leading: Leading): Promise<UndoPairState> {
  const { context, next } = leading;
  const { preview, timing } = context.taken;
  const looked = await context.steps.lookUndo({ pair: next(), preview });
  if (looked.kind === 'looked') return looked.state;
  if (looked.kind === 'put-down') return 'put-down';
  context.progress.waitingFor = 'locks';
  await sleep(timing.longestLookMs);
  context.progress.waitingFor = 'nothing';
  return 'planned';
}

async function create(leading: Leading): Promise<UndoPairState> {
  const { context, next } = leading;
  const sent = await CancellationScope.nonCancellable(() => context.once.createUndone({ pair: next() }));
  switch (sent.kind) {
    case 'sent':
      return attempt(leading);
    case 'stopped':
      await whileStopped(context);
      return 'freed';
    case 'unauthorized':
      await stopUndo(context, TOKEN_REFUSED);
      return 'freed';
    case 'not-sent':
      await sleep(sent.waitMs ?? grow(leading));
      return 'freed';
  }
}

async function find(leading: Leading): Promise<UndoPairState> {
  const { context, next } = leading;
  const { quietMs, looksApartMs = LOOKS_APART_MS, longestLookMs } = context.taken.timing;
  await sleep(grow(leading));
  const longestGapMs = longestLookMs + GAP_MS;
  const found = await context.steps.findUndone({ pair: next(), quietMs, looksApartMs, longestGapMs });
  if (found.kind === 'created') return 'created';
  if (found.kind === 'held') return 'held';
  if (found.kind === 'refused') return 'put-down';
  return found.kind === 'absent' ? 'freed' : 'creating';
}

async function write(leading: Leading, state: UndoPairState): Promise<UndoPairState> {
  const { context, next } = leading;
  const written = await context.steps.writeUndo({ pair: next() });
  switch (written.kind) {
    case 'advanced':
      return written.state;
    case 'put-down':
      return 'put-down';
    case 'stopped':
      await whileStopped(context);
      return state;
    case 'unauthorized':
      await stopUndo(context, TOKEN_REFUSED);
      return state;
  }
}

const TOKEN_REFUSED = {
  by: 'token',
  why: { code: 'token-refused', values: { step: 'undo' } },
} as const;

const LOOKS_APART_MS = 180_000;
const GAP_MS = 60_000;

function grow(leading: Leading): number {
  const { pauseMs, context } = leading;
  leading.pauseMs = Math.min(pauseMs * 2, context.taken.timing.longestLookMs);
  return pauseMs;
}

/** What a step that failed for good means: the undo stops where the token or the disk is to blame; else the pair is put down, or looked at anew. */
async function afterFailure(
  leading: Leading,
  { state, error }: { state: UndoPairState; error: Parameters<typeof failureType>[0] },
): Promise<UndoPairState> {
  const { context } = leading;
  const type = failureType(error);
  try {
    const stop = stopsRun(type);
    if (stop !== null) {
      await stopUndo(context, stop);
      return await attempt(leading);
    }
    const now = await attempt(leading);
    if (type.startsWith('Crm.') && now === state) return await putDown(leading, { state, why: refused(type, state) });
    const lost = givenUp(error);
    if (lost !== null && now === state) return await putDown(leading, { state, why: lost.why });
    await sleep(grow(leading));
    return now;
  } catch (again) {
    if (isCancellation(again)) {
      await CancellationScope.nonCancellable(() => leave(leading, state));
      throw again;
    }
    if (isFailure(again)) return state;
    throw again;
  }
}

function refused(type: string, state: UndoPairState): Reason {
  return { code: 'undo-refused', values: { failure: type.slice('Crm.'.length), state, contact: null } };
}

/** A create may still land: then the pair keeps its locks. */
async function putDown(
  leading: Leading,
  { state, why }: { state: UndoPairState; why: Reason },
): Promise<UndoPairState> {
  const to = state === 'creating' ? 'held' : 'put-down';
  await leading.context.steps.endUndoPair({ pair: leading.next(), to, why });
  return to;
}

/** Cancelled: what was begun is put down where it stands, and named; what was not is not started. */
async function leave(leading: Leading, state: UndoPairState): Promise<void> {
  const { steps, taken } = leading.context;
  if (taken.preview) return;
  const now = await attempt(leading).catch(() => state);
  if (hasEnded(now)) return;
  if (now === 'planned' || now === 'looked') {
    const why: Reason = { code: 'cancelled', values: {} };
    await steps.endUndoPair({ pair: leading.next(), to: 'not-started', why });
    return;
  }
  const why: Reason = { code: 'undo-stopped', values: { state: now, contact: null } };
  await putDown(leading, { state: now, why });
}
