import { condition, getExternalWorkflowHandle, isCancellation, patched, setHandler } from '@temporalio/workflow';
import type { Reason, StopBy } from '../../store/reasons.ts';
import { isFailure } from '../failure-type.ts';
import {
  approveSignal,
  finishSignal,
  goOnSignal,
  pauseSignal,
  progressQuery,
  rejectSignal,
  resumeSignal,
  type StopMessage,
  wakeSignal,
} from '../messages.ts';
import type { RunProgress } from '../types.ts';
import { tallyOf } from './brake-limits.ts';
import { parseDecision, parseStop, type SaidStop } from './parse-messages.ts';
import { describeNow, type RunContext } from './run-context.ts';
import { heed, heedStore } from './stop-run.ts';

/** Messages that came before it count by the number that they carry. */
export const STORE_COUNTS = 'store-counts';

/** Registers everything that can be said to a run. Called before the first await. */
export function handleMessages(run: RunContext): void {
  const { progress } = run;
  // A pause of our own shows only when it is written: a resume that came before would count as the older word.
  const answer = (): RunProgress => {
    const paused = progress.paused && run.pausesUnderWay === 0;
    return { ...progress, paused, waitingFor: paused ? 'resume' : progress.waitingFor };
  };
  setHandler(progressQuery, answer, { description: 'What the run has done and what it waits for' });
  const pause = async (message?: StopMessage): Promise<void> => {
    if (await heard(run, () => setStopped(run, true, message))) return;
    progress.paused = true;
    progress.pauseReason ??= 'paused-in-ui';
  };
  setHandler(pauseSignal, pause, {
    description: 'Send no more merges. {"reason": "…"}',
  });
  setHandler(resumeSignal, async (message) => void (await heard(run, () => setStopped(run, false, message))), {
    description: 'Go on. {"code": "…"}: an approval code',
  });
  const finish = async (message?: unknown): Promise<void> => {
    progress.finishing = true;
    const { code } = parseStop(message);
    if (code !== null) await heard(run, async () => void (await run.told.hearStop({ runId: run.runId, code })));
  };
  setHandler(finishSignal, finish, {
    description: 'End when all approved clusters have ended; leave the undecided for later',
  });
  const wake = (): void => {
    run.decisionsRecorded += 1;
  };
  setHandler(wakeSignal, wake, { description: 'The store has a new decision' });
  const names = '{"all": true} | {"strategy": "cxp-uid"} | {"clusters": ["…"]}, "by": who decides';
  const decide =
    (choice: 'approve' | 'reject') =>
    async (message: unknown): Promise<void> =>
      void (await heard(run, () => takeDecision(run, choice, message)));
  setHandler(approveSignal, decide('approve'), {
    description: `${names}, and "code": an approval code`,
  });
  setHandler(rejectSignal, decide('reject'), { description: names });
}

/** A message that cannot be written down is given up, and said so: it must not keep the run from its end. Whether it was. */
async function heard(run: RunContext, act: () => Promise<void>): Promise<boolean> {
  try {
    if (!run.admitted) await condition(() => run.admitted);
    await act();
    return true;
  } catch (error) {
    if (!isCancellation(error) && !isFailure(error)) throw error;
    run.progress.lostMessages = (run.progress.lostMessages ?? 0) + 1;
    describeNow(run);
    return false;
  }
}

/** A script has written the store and says that there is a new word; what comes without a number is written by us. The higher number wins. */
async function setStopped(run: RunContext, stop: boolean, message: StopMessage | undefined): Promise<void> {
  const { progress, runId } = run;
  const said = parseStop(message);
  const isOfBefore = said.isInStore && !patched(STORE_COUNTS);
  await condition(() => run.pausesUnderWay === 0);
  if (isOfBefore) return heedNumber(run, stop, message ?? {});
  const { code } = said;
  if (said.isInStore) {
    const word = await run.told.hearStop({ runId, ...(code !== null && { code }) });
    heedStore(run, word);
    if (!stop) await tellChildren(run, word.seq);
    return;
  }
  const order = { runId, stop, ...(stop ? pausedInUi(said) : { reason: null }), ifSeq: progress.stopSeq };
  const word = await run.told.setStop({ ...order, ...(code !== null && { code }) });
  if (word.refused || !heed(run, word) || word.stopped) return;
  if (word.own === undefined) progress.accepted = tallyOf(progress);
  await tellChildren(run, word.seq);
}

/** As it was before the store's number counted. */
async function heedNumber(run: RunContext, stop: boolean, message: StopMessage): Promise<void> {
  const { seq = -1, reason = null, by, why } = message;
  if (!heed(run, { stopped: stop, seq, reason, by, why }) || stop) return;
  run.progress.accepted = tallyOf(run.progress);
  await tellChildren(run, seq);
}

/** A person's own text stands as it is. */
function pausedInUi({ reason }: SaidStop): { reason: string; by: StopBy; why?: Reason } {
  if (reason !== null) return { reason, by: 'person' };
  return { reason: 'paused-in-ui', by: 'person', why: { code: 'paused-in-ui', values: {} } };
}

/** Clusters that were refused a merge wait for this. One that has just ended needs nothing. */
async function tellChildren(run: RunContext, seq: number): Promise<void> {
  const told = [...run.children].map((child) => getExternalWorkflowHandle(child).signal(goOnSignal, { seq }));
  await Promise.allSettled(told);
}

async function takeDecision(run: RunContext, choice: 'approve' | 'reject', message: unknown): Promise<void> {
  const { selection, by, code } = parseDecision(message);
  if (selection === null && code === null) return;
  const said = { choice, by: by ?? 'unknown, from the Temporal UI', selection };
  const changed = await run.told.recordDecision({ runId: run.runId, ...said, ...(code !== null && { code }) });
  if (changed >= 0) run.decisionsRecorded += 1;
}
