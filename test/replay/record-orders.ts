import { deepStrictEqual } from 'node:assert/strict';
import { sql } from 'drizzle-orm';
import { finishRun } from '../../control/stop/finish-run.ts';
import { pauseRun, resumeRun } from '../../control/stop/pause-run.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates, until } from '../support/outcome.ts';
import {
  BY,
  endsWith,
  FIRST,
  onStage,
  type Recorded,
  type Recording,
  resolved,
  SECOND,
  signalWithCode,
  TRIO,
  talkTo,
} from './scenes.ts';
import { clusterHistory, clusterIdOf, hasEvent, historyOf, openStage, type RecordingServers } from './stage.ts';

/** Runs and words whose orders are in the store. */
export const RECORDED_ORDERS: Recording[] = [
  { shapes: ['dedupe-run-signalled', 'merge-cluster-goes-on'], record: signalled },
  { shapes: ['resolve-pair-ordered'], record: ordered },
  { shapes: ['dedupe-run-said-meanwhile'], record: saidMeanwhile },
];

/**
 * Paused by a script while the first cluster is about to send, and resumed by a signal with a code; then a review is approved by a
 * script, which wakes the run, one by a signal with a code, and one by a signal without, which decides nothing.
 */
async function signalled(servers: RecordingServers): Promise<Recorded> {
  const review = { decision: 'review' } as const;
  const third = { members: { 'REVU-8': ['TKT-8'], 'REVU-9': ['TKT-9'] }, ...review };
  const clusters = [FIRST, { ...SECOND, ...review }, { ...TRIO, ...review }, third];
  return onStage(await openStage(servers, { clusters }), async (scene) => {
    const run = await scene.start({ window: 1 });
    const words = talkTo(scene, run);
    const pause = async (): Promise<void> => void (await pauseRun({ ...words, reason: 'to be recorded' }));
    scene.sandbox.addFault({
      on: 'rev-users.get',
      pair: { duplicate: 'REVU-2' },
      nth: 2,
      do: { kind: 'run', run: pause },
    });
    await scene.workerHere();
    await until('the merge is refused', () => hasEvent(scene, 'not sent: the run was told to stop'), 60_000);
    await until('the run is paused', async () => (await scene.progress(run)).paused);
    await signalWithCode(scene, run, 'resume', {});
    await standstill(scene, run);
    const of = (primary: string): { clusters: string[] } => ({ clusters: [clusterIdOf(scene.plan, primary)] });
    await tellDecision({ ...words, choice: 'approve', selection: of('REVU-3'), by: BY });
    await until('it is merged', async () => (await scene.progress(run)).counts.done === 2, 60_000);
    await standstill(scene, run);
    await scene.client.workflow.getHandle(run.workflowId).signal('approve', { ...of('REVU-8'), by: BY });
    await signalWithCode(scene, run, 'approve', { ...of('REVU-5'), by: BY });
    await until('it is merged', async () => (await scene.progress(run)).counts.done === 3, 60_000);
    await finishRun({ client: scene.client, run });
    await endsWith(scene, run, { done: 3, merged: 4 });
    return {
      'dedupe-run-signalled': await historyOf(scene, run.workflowId),
      'merge-cluster-goes-on': await clusterHistory(scene, { run, primary: 'REVU-1' }),
    };
  });
}

/** A merge that was never applied is sent once more on a person's word, which is a row. */
async function ordered(servers: RecordingServers): Promise<Recorded> {
  const faults = [{ on: 'rev-users.merge', do: 'never' as const }];
  return onStage(await openStage(servers, { clusters: [SECOND], sandbox: { faults } }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    await resumeRun(talkTo(scene, run));
    await endsWith(scene, run, { held: 1 });
    const pair = `${clusterIdOf(scene.plan, 'REVU-3')}.REVU-4`;
    const recorded = { 'resolve-pair-ordered': await resolved(scene, { as: 'resend', pair }) };
    deepStrictEqual(await pairStates(scene), { 'REVU-4': 'done' });
    return recorded;
  });
}

/** An approval comes with finish while the run still asks what was approved before: it asks once more, and merges it. */
async function saidMeanwhile(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST] }), async (scene) => {
    const { db } = scene.database;
    await scene.workerHere();
    const run = await db.transaction(async (tx) => {
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      // The step sees that nothing is approved, and waits for this row to note that the run waits for a person.
      const key = `waits ${scene.plan.digest.slice(0, 12)}-1 0`;
      await tx.execute(sql`insert into notices (key, event, facts) values (${key}, 'run-waits', '{}')`);
      const started = await scene.start({ approve: 'none' });
      const waiting = sql`select 1 from pg_locks w join pg_stat_activity a using (pid)
        where not w.granted and w.locktype = 'transactionid' and a.datname = current_database()`;
      await until('the step waits', async () => (await db.execute(waiting)).length > 0, 60_000);
      await storeDecision(db, { runId: started.id, choice: 'approve', by: BY, selection: { all: true } });
      const handle = scene.client.workflow.getHandle(started.workflowId);
      await handle.signal('wake');
      await handle.signal('finish');
      await until('both are heard', async () => (await scene.progress(started)).finishing, 60_000);
      return started;
    });
    await endsWith(scene, run, { done: 1, merged: 1 });
    return { 'dedupe-run-said-meanwhile': await historyOf(scene, run.workflowId) };
  });
}
