import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCode } from '../../store/orders/codes.ts';
import type { Run } from '../../store/runs/runs.ts';
import { type OpenServer, startOpenServer, storeState, strangers } from '../support/by-hand.ts';
import { appliedMerges, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { approve } from '../support/words.ts';

/** A merge that is never applied, so that its run is paused by its canary and its pair keeps its locks; one that is clear, one in review. */
const WORLD = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
  { members: { 'REVU-5': ['TKT-5'], 'REVU-6': ['TKT-6'] }, decision: 'review' },
]);

let open: OpenServer;
let scene: Scene;
let run: Run;

beforeAll(async () => {
  open = await startOpenServer();
  const faults = [{ on: 'rev-users.merge', do: 'never' as const }];
  scene = await openScene({ ...WORLD, servers: open.servers, sandbox: { faults } });
  await scene.workerHere();
  run = await scene.start({ approve: 'none' });
  await approve(scene, run, { clusters: [cluster('REVU-1')] });
  await until('its canary has paused it', async () => (await scene.progress(run)).waitingFor === 'resume', 60_000);
});

afterAll(async () => {
  await scene?.close();
  await open?.end();
});

function cluster(primary: string): string {
  return scene.plan.clusters.find((candidate) => candidate.primary === primary)?.id ?? '';
}

/** What would let something be sent, each without a code, with one that is none, and with one of another time. */
function hostileSignals(): [signal: string, input: unknown[]][] {
  const selections = [{ all: true }, { strategy: 'cxp-uid' }, { clusters: [cluster('REVU-3'), cluster('REVU-5')] }];
  const codes = [
    {},
    { code: '' },
    { code: '0'.repeat(32) },
    { code: ['0'.repeat(32)] },
    { code: 5 },
    { code: '\u0000' },
  ];
  return [
    ...selections.flatMap((selection) =>
      codes.map((code): [string, unknown[]] => ['approve', [{ ...selection, ...code, by: 'evil web page' }]]),
    ),
    ...codes.map((code): [string, unknown[]] => ['resume', [code]]),
    ['resume', []],
    ['resume', [{ seq: 1 }]],
    ['resume', [{ seq: 999_999 }]],
    ['resume', [{ seq: 'abc' }]],
    ['resume', [{ seq: null, by: 'person', why: { code: 'unknown' } }]],
    ['goOn', [{ seq: 1e9 }]],
    ['wake', [{ all: true }]],
    ['wake', []],
    ['recordDecision', [{ choice: 'approve' }]],
  ];
}

/** Its words of refusal are what may change. */
async function stateBut(...left: string[]): Promise<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(await storeState(scene)).filter(([table]) => !left.includes(table)));
}

/** A signal that was sent after others is answered after them. */
async function settled(): Promise<void> {
  const before = await steps();
  await scene.client.workflow.getHandle(run.workflowId).signal('pause', { seq: 0 });
  await until('the run has heard all of it', async () => (await steps()) > before);
  await until('nothing is under way', async () => {
    const { raw } = await scene.client.workflow.getHandle(run.workflowId).describe();
    return (raw.pendingActivities ?? []).length === 0;
  });
}

async function steps(): Promise<number> {
  const { events } = await scene.client.workflow.getHandle(run.workflowId).fetchHistory();
  return (events ?? []).filter((event) => event.activityTaskCompletedEventAttributes).length;
}

test.for(['gRPC', 'HTTP'] as const)(
  'No signal that a stranger sends over %s approves, resumes, sends, frees a lock or changes a state',
  async (how) => {
    const stranger = strangers(scene, open).find((one) => one.how === how);
    const [before, asked] = [await stateBut(), scene.sandbox.requests().length];
    expect(before.locks).toHaveLength(2);
    for (const [signal, input] of hostileSignals()) await stranger?.signal(run.workflowId, signal, input);
    await settled();
    expect(await stateBut()).toEqual(before);
    expect(scene.sandbox.requests()).toHaveLength(asked);
    expect(await scene.progress(run)).toMatchObject({ paused: true, waitingFor: 'resume', counts: { started: 1 } });
  },
);

test('Bytes that nobody can decode are nothing: the run goes on answering', async () => {
  const before = await stateBut();
  for (const signalName of ['pause', 'resume', 'approve', 'reject', 'wake'])
    for (const encoding of ['json/plain', 'json/protobuf', 'of my own', ''])
      await scene.client.workflowService.signalWorkflowExecution({
        namespace: open.servers.namespace,
        workflowExecution: { workflowId: run.workflowId },
        signalName,
        input: { payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from('{"seq":') }] },
      });
  await settled();
  expect(await stateBut('runs')).toEqual({ ...before, runs: undefined });
  expect(await scene.progress(run)).toMatchObject({ paused: true, counts: { started: 1 } });
});

test('What only stops needs no code: a rejection holds for its run, and the run that was signalled so much ends with its report', async () => {
  const handle = scene.client.workflow.getHandle(run.workflowId);
  await handle.signal('reject', { all: true, by: 'anybody' });
  const rejected = async () => JSON.stringify((await storeState(scene)).decisions).includes('"through":"signal"');
  await until('it is recorded', rejected);
  const { code } = await makeCode(scene.database.db, { runId: run.id });
  await handle.signal('resume', { code });
  await until('it goes on', async () => !(await scene.progress(run)).paused);
  await handle.signal('pause', { reason: ['a', 'b'] });
  await until('it is paused', async () => (await scene.progress(run)).paused);
  await handle.signal('resume', { code });
  await settled();
  expect(await scene.progress(run)).toMatchObject({ paused: true });
  const next = await makeCode(scene.database.db, { runId: run.id });
  await handle.signal('resume', { code: next.code });
  await handle.signal('finish', { everything: 'at once' });
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { started: 1, merged: 0 } });
  const report = readFileSync(join(scene.folder, 'reports', run.id, 'report.json'), 'utf8');
  expect(JSON.parse(report)).toMatchObject({ run: run.id });
  expect(appliedMerges(scene)).toEqual([]);
});
