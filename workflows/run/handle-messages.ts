import { condition, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import type { Reason, StopBy } from '../../store/reasons.ts';
import type { Selection } from '../../store/runs/selection.ts';
import {
  approveSignal,
  type DecisionMessage,
  finishSignal,
  goOnSignal,
  pauseSignal,
  progressQuery,
  rejectSignal,
  resumeSignal,
  type StopMessage,
} from '../messages.ts';
import type { RunProgress } from '../types.ts';
import { tallyOf } from './brake-limits.ts';
import type { RunContext } from './run-context.ts';
import { heed, type StopWord } from './stop-run.ts';

/** Registers everything a person can say to a run. Called before the first await. */
export function handleMessages(run: RunContext): void {
  const { progress } = run;
  // A pause of our own shows only when it is written: a resume that came before would count as the older word.
  const answer = (): RunProgress => {
    const paused = progress.paused && run.pausesUnderWay === 0;
    return { ...progress, paused, waitingFor: paused ? 'resume' : progress.waitingFor };
  };
  setHandler(progressQuery, answer, { description: 'What the run has done and what it waits for' });
  setHandler(pauseSignal, (message) => setStopped(run, true, message ?? {}), { description: 'Send no more merges' });
  setHandler(resumeSignal, (message) => setStopped(run, false, message ?? {}), { description: 'Go on' });
  const finish = (): void => {
    progress.finishing = true;
  };
  setHandler(finishSignal, finish, {
    description: 'End when all approved clusters have ended; leave the undecided for later',
  });
  const description = '{"all": true} | {"strategy": "cxp-uid"} | {"clusters": ["…"]}, and "by": who decides';
  setHandler(approveSignal, (message) => takeDecision(run, 'approve', message), { description });
  setHandler(rejectSignal, (message) => takeDecision(run, 'reject', message), { description });
}

/** A script has written the store and says so with its number; a signal without one is written by us. The higher number wins. */
async function setStopped(run: RunContext, stop: boolean, message: StopMessage): Promise<void> {
  const { progress, runId } = run;
  if (!run.admitted) await condition(() => run.admitted);
  const { by, why } = message;
  let word: StopWord = { stopped: stop, seq: message.seq ?? -1, reason: message.reason ?? null, by, why };
  await condition(() => run.pausesUnderWay === 0);
  if (message.seq === undefined) {
    const said = stop ? pausedInUi(message) : { reason: null };
    word = await run.steps.setStop({ runId, stop, ...said, ifSeq: progress.stopSeq });
  }
  if (!heed(run, word) || word.stopped) return;
  progress.accepted = tallyOf(progress);
  await tellChildren(run, word.seq);
}

/** A person's own text stands as it is. */
function pausedInUi({ reason }: StopMessage): { reason: string; by: StopBy; why?: Reason } {
  if (reason !== undefined) return { reason, by: 'person' };
  return { reason: 'paused-in-ui', by: 'person', why: { code: 'paused-in-ui', values: {} } };
}

/** Clusters that were refused a merge wait for this. One that has just ended needs nothing. */
async function tellChildren(run: RunContext, seq: number): Promise<void> {
  const told = [...run.children].map((child) => getExternalWorkflowHandle(child).signal(goOnSignal, { seq }));
  await Promise.allSettled(told);
}

async function takeDecision(run: RunContext, choice: 'approve' | 'reject', message: DecisionMessage): Promise<void> {
  const selection = toSelection(message);
  if (selection === null) return;
  if (!run.admitted) await condition(() => run.admitted);
  const by = message.by ?? 'unknown, from the Temporal UI';
  await run.steps.recordDecision({ runId: run.runId, choice, by, selection });
  run.decisionsRecorded += 1;
}

/** A message that names nothing decides nothing. */
function toSelection(message: DecisionMessage | undefined): Selection | null {
  if (Array.isArray(message?.clusters)) return { clusters: message.clusters.map(String) };
  if (typeof message?.strategy === 'string') return { strategy: message.strategy };
  return message?.all === true ? { all: true } : null;
}
