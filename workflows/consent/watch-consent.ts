import {
  ApplicationFailure,
  continueAsNew,
  defineQuery,
  setCurrentDetails,
  setHandler,
  sleep,
  uuid4,
} from '@temporalio/workflow';
import type { PairKey } from '../../store/types.ts';
import { failureType, isFailure } from '../failure-type.ts';
import { isContinued } from '../is-continued.ts';
import { isLong } from '../is-long.ts';
import { mergePair } from '../merge/merge-pair.ts';
import { refusingGate } from '../merge/refusing-gate.ts';
import { goOnSignal } from '../messages.ts';
import { proxySteps } from '../steps.ts';
import { CONSENT_PAUSES, FIRST_STEP_TIMING } from '../timing.ts';
import type { WatchConsentInput, WatchConsentResult, WatchProgress } from '../types.ts';

export const watchProgressQuery = defineQuery<WatchProgress>('progress');

/** Of one execution, however short its history: about two days of them. */
const MOST_LOOKS = 48;

/**
 * Refuses again what a merge took away, and looks, from every minute to every hour, until a read shows it or a person ends the pair. Each look
 * is tried a few times and no more: one that fails is followed by the next one.
 */
export async function watchConsent(input: WatchConsentInput): Promise<WatchConsentResult> {
  setHandler(goOnSignal, () => {});
  const { key, before } = named(input);
  const progress: WatchProgress = { looks: before, nextAt: null, failure: null };
  setHandler(watchProgressQuery, () => progress, { description: 'How often it has looked, and when it looks again' });
  const { steps: first } = proxySteps({ timing: FIRST_STEP_TIMING });
  const taken = await first.takeConsent({ key });
  if (taken === null) return { outcome: 'over' };
  const { timing, route } = taken;
  const proxies = proxySteps({ timing, route });
  const { consentFirstMs, consentLongestMs } = { ...CONSENT_PAUSES, ...timing };
  const { crm, org, mode, clusterId, primaryId: primary, duplicateId: duplicate } = key;
  for (let looks = before; ; looks += 1) {
    if (looks - before >= MOST_LOOKS || (looks > before && isLong(timing))) {
      await continueAsNew<typeof watchConsent>({ key, looks });
    }
    setCurrentDetails(`**refusals are not as they must be**\n\n${duplicate} into ${primary}: ${looks} looks`);
    const pauseMs = Math.min(consentFirstMs * 2 ** Math.min(looks, 20), consentLongestMs);
    Object.assign(progress, { looks, nextAt: new Date(Date.now() + pauseMs).toISOString() });
    await sleep(pauseMs);
    progress.nextAt = null;
    const token = uuid4();
    const look = proxies.few.lookConsent({ key, token });
    const seen = await look.then(
      (answer) => {
        progress.failure = null;
        return answer;
      },
      (error) => {
        if (!isFailure(error)) throw error;
        progress.failure = failureType(error);
        return { kind: 'open' as const };
      },
    );
    if (seen.kind === 'over') return { outcome: 'over' };
    if (seen.kind === 'open') continue;
    const { runId, part } = seen;
    const end = await mergePair({
      ...proxies,
      ...{ cluster: { runId, mode, crm, org, clusterId, part }, primary, duplicate, state: 'sent', token },
      ...{ more: true, timing, gate: refusingGate(), fewerTurns: true },
      backUp: async () => null,
      watched: true,
    });
    if (end.outcome === 'done' || end.outcome === 'already-done') return { outcome: 'kept' };
  }
}

/** What an input names, whoever has made it. Throws where that is no pair. */
function named(input: WatchConsentInput | null | undefined): { key: PairKey; before: number } {
  const { mode, crm, org, clusterId, primaryId, duplicateId } = input?.key ?? {};
  const key = { mode, crm, org, clusterId, primaryId, duplicateId };
  if (!isPair(key)) throw ApplicationFailure.nonRetryable('No pair is named', 'NotItsOwn');
  const looks = (isContinued() ? input?.looks : undefined) ?? 0;
  return { key, before: Number.isSafeInteger(looks) && looks > 0 ? looks : 0 };
}

function isPair(key: { [Part in keyof PairKey]: unknown }): key is PairKey {
  return Object.values(key).every((part) => typeof part === 'string' && part !== '' && !part.includes('\0'));
}
