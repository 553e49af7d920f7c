import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { finishRun } from '../../control/stop/finish-run.ts';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { BY, endsWith, onStage, type Recorded, type Recording, talkTo } from './scenes.ts';
import { clusterHistory, clusterIdOf, executionsOf, historyOf, openStage, type RecordingServers } from './stage.ts';

const PAIR = { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'] } };
const SECOND = { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'] } };
const FIVE = {
  members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'], 'REVU-5': ['TKT-5'] },
};

/** How steps end that cannot be done, and workflows that go on in a new execution. */
export const RECORDED_ENDS: Recording[] = [
  { shapes: ['dedupe-run-outcome'], record: outcomeTold },
  { shapes: ['merge-cluster-disk'], record: diskClosed },
  { shapes: ['merge-cluster-members-first', 'merge-cluster-undecided'], record: membersFirst },
  { shapes: ['merge-cluster-given-up'], record: givenUp },
  { shapes: ['merge-cluster-anew-first', 'merge-cluster-anew-last'], record: clusterAnew },
  { shapes: ['dedupe-run-anew-first', 'dedupe-run-anew-last'], record: runAnew },
];

/** How the run has ended stands in its memo. */
async function outcomeTold(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [PAIR] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await endsWith(scene, run, { done: 1, merged: 1 });
    return { 'dedupe-run-outcome': await historyOf(scene, run.workflowId) };
  });
}

/** A file stands where the backups' folder was, until a person puts it right. */
async function diskClosed(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [PAIR] }), async (scene) => {
    const backups = scene.env.BACKUP_DIR ?? '';
    const run = (): void => {
      renameSync(backups, `${backups}.aside`);
      writeFileSync(backups, '');
    };
    scene.sandbox.addFault({ on: 'rev-users.get', nth: 2, do: { kind: 'run', run } });
    await scene.workerHere();
    const started = await scene.start();
    await until('it is paused', async () => (await scene.progress(started)).paused);
    rmSync(backups);
    renameSync(`${backups}.aside`, backups);
    await resumeRun(talkTo(scene, started));
    await endsWith(scene, started, { done: 1, merged: 1 });
    return { 'merge-cluster-disk': await clusterHistory(scene, { run: started, primary: 'REVU-1' }) };
  });
}

/** Of the second cluster the last member is called otherwise than the first two. */
async function membersFirst(servers: RecordingServers): Promise<Recorded> {
  const alike = { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': [] } };
  const mixed = { members: { 'REVU-4': ['TKT-4'], 'REVU-5': ['TKT-5'], 'REVU-6': [] } };
  return onStage(await openStage(servers, { clusters: [alike, mixed] }), async (scene) => {
    scene.sandbox.act({ kind: 'editContact', id: 'REVU-6', patch: { fullName: 'Zoe Quill' } });
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    return {
      'merge-cluster-members-first': await clusterHistory(scene, { run, primary: 'REVU-1' }),
      'merge-cluster-undecided': await clusterHistory(scene, { run, primary: 'REVU-4' }),
    };
  });
}

/** What the store cannot keep comes to the primary while its merge is applied. */
async function givenUp(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [PAIR] }), async (scene) => {
    const act = { kind: 'editContact', id: 'REVU-1', patch: { externalRef: 'user_\u0000' } } as const;
    scene.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'act', act, when: 'apply' } });
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    return { 'merge-cluster-given-up': await clusterHistory(scene, { run, primary: 'REVU-1' }) };
  });
}

async function clusterAnew(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIVE] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start({ timing: { mostEvents: 60 } });
    await endsWith(scene, run, { done: 1, merged: 4 });
    const workflowId = `merge-${run.crm}-${run.org}-${clusterIdOf(scene.plan, 'REVU-1')}`;
    const executions = await executionsOf(scene.client, workflowId);
    return {
      'merge-cluster-anew-first': await historyOf(scene, workflowId, executions[0]),
      'merge-cluster-anew-last': await historyOf(scene, workflowId, executions.at(-1)),
    };
  });
}

/** Nothing is started: it hears one refusal after the other, and goes on in a new execution while it waits. */
async function runAnew(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [PAIR, SECOND] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start({ approve: 'none', timing: { mostEvents: 40 } });
    const { workflowId } = run;
    const handle = scene.client.workflow.getHandle(workflowId);
    await until('it goes on in a new execution', async () => {
      await handle.signal('reject', { clusters: [clusterIdOf(scene.plan, 'REVU-3')], by: BY });
      return (await executionsOf(scene.client, workflowId)).length > 1;
    });
    await finishRun({ client: scene.client, run });
    await scene.result(run);
    const executions = await executionsOf(scene.client, workflowId);
    return {
      'dedupe-run-anew-first': await historyOf(scene, workflowId, executions[0]),
      'dedupe-run-anew-last': await historyOf(scene, workflowId, executions.at(-1)),
    };
  });
}
