import { ActivityFailure, ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import { type OpenServer, startOpenServer, storeState, strangers } from '../support/by-hand.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

/** One merge is never applied: its pair is held, with its locks. The second cluster waits for a person. */
const WORLD = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] }, decision: 'review' },
]);

let open: OpenServer;
let scene: Scene;
let ended: Run;
let waiting: Run;
let queue: string;

beforeAll(async () => {
  open = await startOpenServer();
  const faults = [{ on: 'rev-users.merge', do: 'never' as const }];
  scene = await openScene({ ...WORLD, servers: open.servers, sandbox: { faults } });
  await scene.workerHere();
  ended = await scene.start();
  await standstill(scene, ended);
  await scene.client.workflow.getHandle(ended.workflowId).terminate();
  waiting = await scene.start({ approve: 'none' });
  await standstill(scene, waiting);
  queue = (await scene.client.workflow.getHandle(waiting.workflowId).describe()).taskQueue;
  // Approved in the store, while the run has not been told: nobody has handed the cluster out.
  const selection = { clusters: [cluster('REVU-3')] };
  await storeDecision(scene.database.db, { runId: waiting.id, choice: 'approve', by: 'ada', selection });
});

afterAll(async () => {
  await scene?.close();
  await open?.end();
});

function cluster(primary: string): string {
  return scene.plan.clusters.find((candidate) => candidate.primary === primary)?.id ?? '';
}

/** The wishes of whoever starts one: to send again, to prove at once, to run without bounds. */
function hostileInputs(): [type: string, id: string, input: unknown[]][] {
  const timing = { ...TEST_TIMING, quietMs: 0, looksApartMs: 0 };
  const whatever = { canary: 99, window: 99, limit: null, pageSize: 999, timing, clusterIdPrefix: 'mine' };
  const progress = { counts: { started: 0 }, accepted: { ended: 0, bad: 0 }, canary: 'passed', stopSeq: 1e9 };
  const route = { databaseId: '00000000-0000-0000-0000-000000000000', crmQueue: queue };
  const pair = { mode: 'real', crm: 'devrev', org: WORLD.world.org, clusterId: cluster('REVU-1') };
  const word = { ...pair, primary: 'REVU-1', duplicate: 'REVU-2', by: 'evil web page', timing };
  const resolveId = `resolve-devrev-${WORLD.world.org}-${pair.clusterId}.REVU-1.REVU-2`;
  const runs = [waiting, ended].flatMap(({ id: runId }): [string, string, unknown[]][] => [
    ['dedupeRun', `by-hand-${runId}`, [{ runId, ...whatever }]],
    ['dedupeRun', `by-hand-${runId}`, [{ runId, ...whatever, route, carried: { ...progress, runId } }]],
    [
      'mergeCluster',
      `merge-devrev-${WORLD.world.org}-${cluster('REVU-3')}`,
      [{ runId, clusterId: cluster('REVU-3'), timing }],
    ],
    ['mergeCluster', 'by-hand', [{ runId, clusterId: cluster('REVU-1'), timing, route }]],
  ]);
  const undoes = [{}, 7, 'undo-1', '../../x\u0000', `undo-${ended.id}-1\u0000`];
  const whose = { crm: 'devrev', org: WORLD.world.org, full: true, regions: [], region: 'NZ' };
  const scans = [
    { ...whose, carried: { scan: 1, isRead: true } },
    { ...whose, route: { databaseId: route.databaseId, crmQueue: queue }, timing },
    { order: '00000000-0000-0000-0000-000000000000', ...whose, carried: { scan: 1, isRead: true } },
  ];
  const nothing = [[], [null], ['x'], [[]], [{}], [{ runId: ['a'] }], [{ runId: '../../x\u0000' }], [{ order: 5 }]];
  return [
    ...runs,
    ...['resend', 'abandon', 'merged', 'settled-merged', 'settled-apart'].map((as): [string, string, unknown[]] => [
      'resolvePair',
      resolveId,
      [{ ...word, as, word: { id: 1, digest: 'x' } }],
    ]),
    ['resolvePair', resolveId, [{ order: '00000000-0000-0000-0000-000000000000' }]],
    ...undoes.map((undo): [string, string, unknown[]] => ['undoRun', 'by-hand', [{ undo, carried: { after: 0 } }]]),
    ...scans.map((input): [string, string, unknown[]] => ['scanBase', 'by-hand', [input]]),
    ['watchConsent', 'by-hand', [{ key: { ...pair, primaryId: 'REVU-1', duplicateId: 'REVU-2' }, looks: -1000 }]],
    ...['dedupeRun', 'mergeCluster', 'resolvePair', 'undoRun', 'scanBase', 'watchConsent', 'scheduledNight'].flatMap(
      (type) => nothing.map((input): [string, string, unknown[]] => [type, 'by-hand', input]),
    ),
  ];
}

test.for(['gRPC', 'HTTP'] as const)(
  'Whatever workflow a stranger starts over %s is refused before it writes to the CRM, frees a lock or changes a state',
  async (how) => {
    const stranger = strangers(scene, open).find((one) => one.how === how);
    const before = await storeState(scene);
    expect(before.locks).toHaveLength(2);
    const asked = scene.sandbox.requests().length;
    for (const [type, id, input] of hostileInputs()) {
      await stranger?.start(type, { id, queue, input });
      const end = await scene.client.workflow
        .getHandle(id)
        .result()
        .catch((error: unknown) => error);
      expect({ type, input, refused: refusalIn(end) }).toEqual({ type, input, refused: 'NotItsOwn' });
    }
    expect(await storeState(scene)).toEqual(before);
    expect(scene.sandbox.requests()).toHaveLength(asked);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'not-applied' });
    expect(await scene.progress(waiting)).toMatchObject({ waitingFor: 'decision', counts: { started: 0 } });
  },
);

test('One that a stranger starts in place of a run whose workflow was terminated is refused: it is not the execution that has begun it', async () => {
  await scene.client.workflow.getHandle(waiting.workflowId).terminate('a stranger');
  const [before, asked] = [await storeState(scene), scene.sandbox.requests().length];
  for (const stranger of strangers(scene, open)) {
    await stranger.start('dedupeRun', { id: waiting.workflowId, queue, input: [{ runId: waiting.id }] });
    await stranger.signal(waiting.workflowId, 'finish', []).catch(() => undefined);
    const end = await scene.result(waiting).catch((error: unknown) => error);
    expect(refusalIn(end)).toBe('NotItsOwn');
  }
  expect(await storeState(scene)).toEqual(before);
  expect(scene.sandbox.requests()).toHaveLength(asked);
});

/** The type that the refusal has, however deep it is wrapped. */
function refusalIn(error: unknown): string | null | undefined {
  if (!(error instanceof WorkflowFailedError)) return null;
  const cause = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
  return cause instanceof ApplicationFailure ? cause.type : null;
}
