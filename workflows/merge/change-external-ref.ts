import { CancellationScope, isCancellation, patched, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { ClusterRef } from '../../activities/backup/back-up-contact.ts';
import type { ExternalRefStep } from '../../activities/reference/change-external-ref.ts';
import type { Said } from '../../store/reasons.ts';
import { failureType, faultOf, isFailure } from '../failure-type.ts';
import type { Steps } from '../steps.ts';
import type { Timing } from '../timing.ts';
import { coded, tokenRefused } from './coded.ts';
import type { Gate } from './pair-work.ts';

export interface ExternalRefWork extends Steps {
  cluster: ClusterRef;
  primary: string;
  token: string;
  timing: Timing;
  gate: Gate;
}

/** How the change ended for this run; the reason where it is not done. */
export type ExternalRefEnd = { outcome: 'done' } | ({ outcome: 'held' | 'not-started' } & Said);

/** Changes that began before it are put down when their time is over, however often they were tried in it. */
const TRIED_OFTEN = 'ref-tried-often';
/** So often a change is tried at least before it is put down. */
const FEWEST_TRIES = 5;
/** So much more than the longest pause between two tries: nobody tried meanwhile. */
const GAP_MS = 60_000;

const PAUSED = coded({ code: 'ref-paused', values: {} });

/**
 * Leads the change of the primary's external reference to its end, after the cluster's last pair. Which reference it is the
 * store knows. While another contact still holds it, the change is tried again, for as long as a merge may stay half done: time in
 * which nobody tried, because the worker was away, does not count.
 */
export async function changeExternalRef(work: ExternalRefWork): Promise<ExternalRefEnd> {
  const { steps, timing, gate } = work;
  const { cluster, primary, token } = work;
  let step = 0;
  const nextStep = (): ExternalRefStep => {
    step += 1;
    return { cluster, primary, token, step };
  };
  const hold = async ({ reason, why }: Said): Promise<ExternalRefEnd> => {
    await CancellationScope.nonCancellable(() => steps.holdExternalRef({ ...nextStep(), reason, why }));
    return { outcome: 'held', reason, why };
  };
  setCurrentDetails('external reference');
  try {
    let since = Date.now();
    let tried = { since, last: since, times: 0 };
    for (let pauseMs = timing.firstLookMs; ; pauseMs = Math.min(pauseMs * 2, timing.longestLookMs)) {
      const changed = await CancellationScope.nonCancellable(() => steps.changeExternalRef(nextStep()));
      if (changed.kind === 'held') return { outcome: 'held', reason: changed.reason, why: changed.why };
      if (changed.kind === 'stopped' || changed.kind === 'unauthorized') {
        if (!(await mayGoOn(gate, changed))) return await hold(PAUSED);
        since = Date.now();
        tried = { since, last: since, times: 0 };
      } else if (changed.kind === 'pending') {
        tried = triedAgain(tried, timing);
        if (isOver(since, timing) && (isTriedOften(tried, timing) || !patched(TRIED_OFTEN))) return await hold(changed);
        await sleep(pauseMs);
      } else {
        return { outcome: 'done' };
      }
    }
  } catch (error) {
    if (isCancellation(error)) {
      return { outcome: 'not-started', ...coded({ code: 'ref-cancelled', values: {} }) };
    }
    if (!isFailure(error)) throw error;
    return {
      outcome: 'held',
      ...coded({ code: 'ref-step-failed', values: { failure: faultOf(failureType(error)) ?? failureType(error) } }),
    };
  }
}

/** Tries since the change began, or since the last gap in them. */
interface Tried {
  since: number;
  last: number;
  times: number;
}

function triedAgain({ since, last, times }: Tried, { longestLookMs }: Timing): Tried {
  const now = Date.now();
  return now - last > longestLookMs + GAP_MS
    ? { since: now, last: now, times: 1 }
    : { since, last: now, times: times + 1 };
}

function isTriedOften({ since, times }: Tried, timing: Timing): boolean {
  return times >= FEWEST_TRIES && isOver(since, timing);
}

function isOver(since: number, { partialMs }: Timing): boolean {
  return Date.now() - since >= partialMs;
}

async function mayGoOn(gate: Gate, why: { kind: 'stopped'; seq: number } | { kind: 'unauthorized' }): Promise<boolean> {
  if (why.kind === 'stopped') {
    await gate.wasStopped(why.seq);
    return gate.goOnAfter(why.seq);
  }
  return gate.goOnAfter(await gate.stop(tokenRefused('reference'), 'token'));
}
