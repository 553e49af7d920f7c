import { deepStrictEqual, ok } from 'node:assert/strict';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { finishRun } from '../../control/stop/finish-run.ts';
import { pauseRun, resumeRun } from '../../control/stop/pause-run.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { IN, MAPPING, OUT } from '../support/consent.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates, until } from '../support/outcome.ts';
import { RECORDED_CONSENT } from './record-consent.ts';
import { RECORDED_ENDS } from './record-ends.ts';
import { RECORDED_NIGHTS } from './record-nights.ts';
import { RECORDED_ORDERS } from './record-orders.ts';
import { RECORDED_SCANS } from './record-scans.ts';
import { RECORDED_UNDOS } from './record-undo.ts';
import {
  BY,
  endsWith,
  FIRST,
  onStage,
  type Recorded,
  type Recording,
  resolved,
  SECOND,
  said,
  signalWithCode,
  TRIO,
  talkTo,
} from './scenes.ts';
import {
  clusterHistory,
  clusterIdOf,
  executionsOf,
  hasEvent,
  historyOf,
  openStage,
  type RecordingServers,
} from './stage.ts';

/** Every scene plays until its workflows have ended, checks that it went as meant, and hands over their histories. */
export const RECORDINGS: Recording[] = [
  { shapes: ['dedupe-run-finished', 'merge-cluster-plain', 'merge-cluster-trio'], record: finished },
  { shapes: ['dedupe-run-paused', 'merge-cluster-stopped'], record: paused },
  { shapes: ['dedupe-run-approved'], record: approved },
  { shapes: ['dedupe-run-cancelled', 'merge-cluster-cancelled'], record: cancelled },
  {
    shapes: [
      'dedupe-run-braked',
      'merge-cluster-held',
      'resolve-pair-resend',
      'resolve-pair-abandon',
      'resolve-pair-merged',
    ],
    record: heldAndResolved,
  },
  { shapes: ['dedupe-run-dry', 'merge-cluster-dry'], record: dry },
  {
    shapes: ['dedupe-run-continued-first', 'dedupe-run-continued-middle', 'dedupe-run-continued-last'],
    record: continued,
  },
  { shapes: ['merge-cluster-attempt-lost'], record: attemptLost },
  { shapes: ['merge-cluster-consent'], record: consented },
  { shapes: ['merge-cluster-external-ref'], record: refChanged },
  {
    shapes: [
      'merge-cluster-fewer-turns',
      'merge-cluster-fewer-turns-trio',
      'merge-cluster-fewer-turns-late',
      'resolve-pair-fewer-turns',
    ],
    record: fewerTurns,
  },
  { shapes: ['merge-cluster-siblings-wait'], record: siblingsWait },
  { shapes: ['resolve-pair-settled'], record: settled },
  { shapes: ['dedupe-run-canary-filled-up', 'merge-cluster-own-queues'], record: canaryFilledUp },
  ...RECORDED_NIGHTS,
  ...RECORDED_ORDERS,
  ...RECORDED_ENDS,
  ...RECORDED_CONSENT,
  ...RECORDED_SCANS,
  ...RECORDED_UNDOS,
];

/** The second cluster of the canary is refused while the first one is merged: the third one takes its place. */
async function canaryFilledUp(servers: RecordingServers): Promise<Recorded> {
  const third = { members: { 'REVU-8': ['TKT-8'], 'REVU-9': ['TKT-9'] } };
  return onStage(await openStage(servers, { clusters: [FIRST, SECOND, third] }), async (scene) => {
    const [first, second] = scene.plan.clusters;
    const run = await scene.start({ canary: 2, window: 1 });
    const selection = { clusters: [second?.id ?? ''] };
    const reject = async (): Promise<void> =>
      void (await storeDecision(scene.database.db, { runId: run.id, choice: 'reject', by: BY, selection }));
    const pair = { duplicate: first?.duplicates[0] ?? '' };
    scene.sandbox.addFault({ on: 'rev-users.merge', pair, do: { kind: 'run', run: reject } });
    await scene.workerHere();
    await endsWith(scene, run, { done: 2, merged: 2, notStarted: 1 });
    return {
      'dedupe-run-canary-filled-up': await historyOf(scene, run.workflowId),
      'merge-cluster-own-queues': await clusterHistory(scene, { run, primary: first?.primary ?? '' }),
    };
  });
}

async function finished(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST, TRIO] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await endsWith(scene, run, { done: 2, merged: 3 });
    return {
      'dedupe-run-finished': await historyOf(scene, run.workflowId),
      'merge-cluster-plain': await clusterHistory(scene, { run, primary: 'REVU-1' }),
      'merge-cluster-trio': await clusterHistory(scene, { run, primary: 'REVU-5' }),
    };
  });
}

/** Paused while the first cluster is about to send: that one is refused and waits, the second one is not started before the resume. */
async function paused(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST, SECOND] }), async (scene) => {
    const [first] = scene.plan.clusters;
    const run = await scene.start({ window: 1 });
    const words = talkTo(scene, run);
    const pause = async (): Promise<void> => void (await pauseRun({ ...words, reason: 'to be recorded' }));
    scene.sandbox.addFault({
      on: 'rev-users.get',
      pair: { duplicate: first?.duplicates[0] ?? '' },
      nth: 2,
      do: { kind: 'run', run: pause },
    });
    await scene.workerHere();
    await until('the merge is refused', () => hasEvent(scene, 'not sent: the run was told to stop'), 60_000);
    await until('the run is paused', async () => (await scene.progress(run)).paused);
    await resumeRun(words);
    await endsWith(scene, run, { done: 2, merged: 2 });
    return {
      'dedupe-run-paused': await historyOf(scene, run.workflowId),
      'merge-cluster-stopped': await clusterHistory(scene, { run, primary: first?.primary ?? '' }),
    };
  });
}

/** An `auto` cluster, then a review that is approved with a code, one that is rejected without, and one that is left for later. */
async function approved(servers: RecordingServers): Promise<Recorded> {
  const review = { decision: 'review' } as const;
  const clusters = [FIRST, { ...SECOND, ...review }, { ...TRIO, ...review }];
  const left = { members: { 'REVU-8': ['TKT-8'], 'REVU-9': ['TKT-9'] }, ...review };
  return onStage(await openStage(servers, { clusters: [...clusters, left] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    await signalWithCode(scene, run, 'approve', { clusters: [clusterIdOf(scene.plan, 'REVU-3')], by: BY });
    await standstill(scene, run);
    const handle = scene.client.workflow.getHandle(run.workflowId);
    await handle.signal('reject', { clusters: [clusterIdOf(scene.plan, 'REVU-5')], by: BY });
    await finishRun({ client: scene.client, run });
    await endsWith(scene, run, { done: 2, merged: 2 });
    return { 'dedupe-run-approved': await historyOf(scene, run.workflowId) };
  });
}

/** Cancelled while the first cluster's merge is on its way: it reaches its end, the second one is not started. */
async function cancelled(servers: RecordingServers): Promise<Recorded> {
  const late = { on: 'rev-users.merge', do: { kind: 'late', ms: 1_800 } } as const;
  return onStage(
    await openStage(servers, { clusters: [FIRST, SECOND], sandbox: { faults: [late] } }),
    async (scene) => {
      await scene.workerHere();
      const run = await scene.start({ window: 1 });
      await until('the merge is sent', async () => Object.values(await pairStates(scene)).includes('sent'), 60_000);
      await cancelRun(talkTo(scene, run));
      await scene.result(run).then(
        () => ok(false, 'The run was to end as cancelled'),
        () => {},
      );
      deepStrictEqual(Object.values(await pairStates(scene)), ['done']);
      const primary = scene.plan.clusters[0]?.primary ?? '';
      return {
        'dedupe-run-cancelled': await historyOf(scene, run.workflowId),
        'merge-cluster-cancelled': await clusterHistory(scene, { run, primary }),
      };
    },
  );
}

/** Two merges that are never applied and one whose answer is lost: the canary pauses the run, then each gets a person's word. */
async function heldAndResolved(servers: RecordingServers): Promise<Recorded> {
  const on = 'rev-users.merge';
  const faults = [
    { on, pair: { duplicate: 'REVU-2' }, do: 'never' },
    { on, pair: { duplicate: 'REVU-4' }, do: 'never' },
    { on, pair: { duplicate: 'REVU-6' }, do: 'apply-then-drop' },
  ] as const;
  const ticketless = { members: { 'REVU-5': ['TKT-6'], 'REVU-6': [] } };
  const stage = await openStage(servers, { clusters: [FIRST, SECOND, ticketless], sandbox: { faults: [...faults] } });
  return onStage(stage, async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    await resumeRun(talkTo(scene, run));
    await endsWith(scene, run, { done: 0, held: 3 });
    const say = (as: 'resend' | 'abandon' | 'merged', [primary, duplicate]: [string, string]): Promise<string> =>
      resolved(scene, { as, pair: `${clusterIdOf(scene.plan, primary)}.${duplicate}` });
    const recorded: Recorded = {
      'dedupe-run-braked': await historyOf(scene, run.workflowId),
      'merge-cluster-held': await clusterHistory(scene, { run, primary: 'REVU-1' }),
      'resolve-pair-resend': await say('resend', ['REVU-1', 'REVU-2']),
      'resolve-pair-abandon': await say('abandon', ['REVU-3', 'REVU-4']),
      'resolve-pair-merged': await say('merged', ['REVU-5', 'REVU-6']),
    };
    deepStrictEqual(await pairStates(scene), { 'REVU-2': 'done', 'REVU-4': 'abandoned', 'REVU-6': 'done' });
    return recorded;
  });
}

async function dry(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start({ dryRun: true });
    await endsWith(scene, run, { done: 1, merged: 0 });
    return {
      'dedupe-run-dry': await historyOf(scene, run.workflowId),
      'merge-cluster-dry': await clusterHistory(scene, { run, primary: 'REVU-1' }),
    };
  });
}

/** A page per execution: the canary, the rest, and nothing left. */
async function continued(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST, SECOND] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start({ canary: 1, pagesPerExecution: 1 });
    await endsWith(scene, run, { done: 2, merged: 2 });
    const executions = await executionsOf(scene.client, run.workflowId);
    deepStrictEqual(executions.length, 3);
    const [first, middle, last] = await Promise.all(executions.map((id) => historyOf(scene, run.workflowId, id)));
    return {
      'dedupe-run-continued-first': first ?? '',
      'dedupe-run-continued-middle': middle ?? '',
      'dedupe-run-continued-last': last ?? '',
    };
  });
}

/** The worker dies with the merge on its way: another attempt takes the pair over and reconciles. */
async function attemptLost(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST] }), async (scene) => {
    const doomed = await scene.worker({ DEDUPE_FAILPOINT: 'post.after:1:kill' });
    const run = await scene.start();
    await doomed.exited;
    await scene.workerHere();
    await endsWith(scene, run, { done: 1, merged: 1 });
    return { 'merge-cluster-attempt-lost': await clusterHistory(scene, { run, primary: 'REVU-1' }) };
  });
}

/** The rules map a consent field and the duplicate has opted out: written to the primary before the merge. */
async function consented(servers: RecordingServers): Promise<Recorded> {
  const consents = { 'REVU-1': IN, 'REVU-2': OUT };
  return onStage(await openStage(servers, { clusters: [FIRST], consents }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    await endsWith(scene, run, { done: 1, merged: 1 });
    return { 'merge-cluster-consent': await clusterHistory(scene, { run, primary: 'REVU-1' }) };
  });
}

/** The primary takes over an external reference after the last pair; at first another contact still holds it. */
async function refChanged(servers: RecordingServers): Promise<Recorded> {
  const faults = [{ on: 'rev-users.update', do: '409' as const }];
  return onStage(await openStage(servers, { clusters: [TRIO], refs: true, sandbox: { faults } }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await endsWith(scene, run, { done: 1, merged: 2 });
    return { 'merge-cluster-external-ref': await clusterHistory(scene, { run, primary: 'REVU-5' }) };
  });
}

/** The first of two duplicates is never merged: the second waits for it. */
async function siblingsWait(servers: RecordingServers): Promise<Recorded> {
  const faults = [{ on: 'rev-users.merge', do: 'never' as const }];
  return onStage(await openStage(servers, { clusters: [TRIO], sandbox: { faults } }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    await resumeRun(talkTo(scene, run));
    await endsWith(scene, run, { done: 0, held: 1 });
    return { 'merge-cluster-siblings-wait': await clusterHistory(scene, { run, primary: 'REVU-5' }) };
  });
}

/** A ticket is deleted while its pair is held: a person says that the two are merged, and the CRM cannot show it. */
async function settled(servers: RecordingServers): Promise<Recorded> {
  const faults = [{ on: 'rev-users.merge', do: 'never' as const }];
  return onStage(await openStage(servers, { clusters: [SECOND], sandbox: { faults } }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    scene.sandbox.act({ kind: 'deleteTicket', id: 'TKT-5' });
    const word = { as: 'settled-merged', pair: `${clusterIdOf(scene.plan, 'REVU-3')}.REVU-4` } as const;
    const { seen } = await said(scene, word);
    const agreed = { because: 'to be recorded', digest: seen?.digest ?? '' };
    return { 'resolve-pair-settled': await resolved(scene, { ...word, word: agreed }) };
  });
}

/** Both backups at once and the first look's pause inside its step; one merge lands late, one needs a person's word. */
async function fewerTurns(servers: RecordingServers): Promise<Recorded> {
  const on = 'rev-users.merge';
  const faults = [
    { on, pair: { duplicate: 'REVU-4' }, do: { kind: 'late', ms: 1_800 } },
    { on, pair: { duplicate: 'REVU-9' }, do: 'apply-then-drop' },
  ] as const;
  const clusters = [FIRST, SECOND, TRIO, { members: { 'REVU-8': ['TKT-8'], 'REVU-9': [] } }];
  return onStage(await openStage(servers, { clusters, sandbox: { faults: [...faults] } }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    await resumeRun(talkTo(scene, run));
    await endsWith(scene, run, { done: 3, held: 1 });
    const pair = `${clusterIdOf(scene.plan, 'REVU-8')}.REVU-9`;
    return {
      'merge-cluster-fewer-turns': await clusterHistory(scene, { run, primary: 'REVU-1' }),
      'merge-cluster-fewer-turns-trio': await clusterHistory(scene, { run, primary: 'REVU-5' }),
      'merge-cluster-fewer-turns-late': await clusterHistory(scene, { run, primary: 'REVU-3' }),
      'resolve-pair-fewer-turns': await resolved(scene, { as: 'merged', pair }),
    };
  });
}
