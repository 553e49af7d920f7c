import { ApplicationFailure, patched, setHandler, uuid4 } from '@temporalio/workflow';
import type { ClusterRef } from '../../activities/backup/back-up-contact.ts';
import { goOnSignal } from '../messages.ts';
import { proxySteps } from '../steps.ts';
import type { PairEnd, ResolvePairInput, ResolveResult } from '../types.ts';
import { changeExternalRef } from './change-external-ref.ts';
import { coded } from './coded.ts';
import { FEWER_TURNS, mergePair } from './merge-pair.ts';
import { refusingGate } from './refusing-gate.ts';
import { settle } from './settle.ts';
import { takeOrder } from './take-order.ts';

/** Carries out a person's word on one held pair, which the store has: send it once more, give it up, or stop waiting because it is merged. */
export async function resolvePair(input: ResolvePairInput): Promise<ResolveResult> {
  setHandler(goOnSignal, () => {});
  const fewerTurns = patched(FEWER_TURNS);
  const { key, as, by, word, timing, route } = await takeOrder(input);
  const { order } = input;
  const proxies = proxySteps({ timing, route });
  const { mode, crm, org, clusterId, primaryId: primary, duplicateId: duplicate } = key;
  if (as === 'settled-merged' || as === 'settled-apart') return settle(proxies, { key, as, word });
  const takeOver = async () => {
    if (as === 'settled-consent') throw ApplicationFailure.nonRetryable('Not a word on the merge', 'NotItsOwn');
    const token = uuid4();
    return {
      token,
      ...(await proxies.steps.adoptPair({
        key,
        as,
        token,
        ...(by !== undefined && { by }),
        ...(order !== undefined && { order }),
      })),
    };
  };
  const lead = ({ state, token, runId, part }: Awaited<ReturnType<typeof takeOver>>): Promise<PairEnd> =>
    mergePair({
      ...proxies,
      cluster: { runId, mode, crm, org, clusterId, part },
      primary,
      duplicate,
      state,
      token,
      more: true,
      timing,
      gate: refusingGate(),
      fewerTurns,
      backUp: async () => ({ to: 'held', ...coded({ code: 'not-backed-up-anew', values: {} }) }),
      trustGone: as === 'merged',
    });
  if (as === 'settled-consent') {
    const token = uuid4();
    const { seen, reopened } = await proxies.steps.settleConsent({ key, token, ...(word && { word }) });
    if (reopened === null) return { outcome: 'held', reason: null, seen };
    const end = await lead({ state: 'sent', token, ...reopened });
    return { outcome: end.outcome, reason: end.reason, why: end.why, seen };
  }
  let taken = await takeOver();
  if (taken.lookFirst) {
    const seen = await lead(taken);
    if (seen.outcome === 'done') return { outcome: seen.outcome, reason: null };
    taken = await takeOver();
  }
  if (taken.state === 'abandoned') return { outcome: 'abandoned', reason: null };
  const end = await lead(taken);
  if (end.outcome !== 'done' || !taken.refChange) {
    return { outcome: end.outcome, reason: end.reason, why: end.why };
  }
  const cluster: ClusterRef = { runId: taken.runId, mode, crm, org, clusterId, part: taken.part };
  const changed = await changeExternalRef({
    ...proxies,
    cluster,
    primary,
    token: taken.token,
    timing,
    gate: refusingGate(),
  });
  return {
    outcome: end.outcome,
    ...('reason' in changed ? { reason: changed.reason, why: changed.why } : { reason: null }),
  };
}
