import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderUndo } from '../../control/undo/order-undo.ts';
import { readUndoStatus, type UndoStatus } from '../../control/undo/undo-status.ts';
import { connectorOf } from '../../crm/connect.ts';
import { undoText } from '../../scripts/undo/undo-words.ts';
import { keptApart } from '../../store/decisions/kept-apart.ts';
import { pairName } from '../../store/ledger/pair-name.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import type { UndoProgress } from '../../workflows/undo/undo-context.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates, reporters, until } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import {
  newIds,
  previewUndo,
  startUndo,
  type UndonePair,
  type UndoStarted,
  undo,
  undonePairs,
} from '../support/undo.ts';

/** REVU-2 into REVU-1, REVU-1 into REVU-3, and REVU-3 into REVU-4. TKT-5 is of the first three, TKT-6 of the duplicate and the last. */
const FIRST = { 'REVU-1': ['TKT-1', 'TKT-5'], 'REVU-2': ['TKT-2', 'TKT-5', 'TKT-6'] };
const SECOND = { 'REVU-3': ['TKT-3', 'TKT-5'], 'REVU-1': ['TKT-1'] };
const THIRD = { 'REVU-4': ['TKT-4', 'TKT-6'], 'REVU-3': ['TKT-3'] };
/** REVU-12 and then REVU-13 into REVU-11; TKT-15 is of both duplicates. REVU-14 is to follow them, and REVU-15 comes while one of them is taken back. */
const TRIO = { 'REVU-11': ['TKT-11'], 'REVU-12': ['TKT-12', 'TKT-15'], 'REVU-13': ['TKT-13', 'TKT-15'] };
const TOO_EARLY = { 'REVU-11': ['TKT-11'], 'REVU-15': ['TKT-16'] };
const LATE = { 'REVU-11': ['TKT-11'], 'REVU-14': ['TKT-14'] };

const ALL = [{ members: { ...THIRD, ...SECOND, ...FIRST } }, { members: { ...TOO_EARLY, ...LATE, ...TRIO } }];
/** In front of another cluster, which then has its people's e-mail. */
const NOBODY: ClusterSpec = { members: { 'REVU-901': [], 'REVU-902': [] }, decision: 'blocked' };

let scene: Scene;
let first: Run;
/** What carried REVU-1 on, in its order. */
let onward: { run: string; pair: string }[];
let trio: string;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: FIRST }, { members: TRIO }]);
  scene = await openScene({ world: { ...smallWorld(ALL).world, org: world.org }, plan });
  trio = plan.clusters.find(({ primary }) => primary === 'REVU-11')?.id ?? '';
  await scene.workerHere(PATIENT_ENV);
  first = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, first);
  onward = [await mergeOn(SECOND), await mergeOn(THIRD)];
});

async function mergeOn(members: Record<string, string[]>): Promise<{ run: string; pair: string }> {
  const { plan } = smallWorld([{ members }]);
  const run = await scene.start({ plan, timing: PATIENT_TIMING });
  await standstill(scene, run);
  const [primaryId = '', duplicateId = ''] = Object.keys(members);
  return { run: run.id, pair: pairName({ clusterId: plan.clusters[0]?.id ?? '', primaryId, duplicateId }) };
}

afterAll(() => scene.close());

async function takeBack(order: {
  runId?: string;
  clusterId?: string;
  duplicateId: string;
  through?: boolean;
}): Promise<UndonePair & { undoId: string }> {
  const clusterId = order.clusterId ?? scene.plan.clusters.find(({ primary }) => primary === 'REVU-1')?.id ?? '';
  const started = await undo(scene, { runId: first.id, timing: PATIENT_TIMING, ...order, clusterId });
  await started.result();
  const [pair] = await undonePairs(scene, started.id);
  if (pair === undefined) throw new Error('The undo has no pair');
  return { ...pair, undoId: started.id };
}

test('A survivor that was merged away since: nothing is written, and what is to be taken back first is named with its run, the last one first', async () => {
  const effects = scene.sandbox.effects().length;
  const pair = await takeBack({ duplicateId: 'REVU-2' });
  const values = { contact: 'REVU-1', into: 'REVU-4', pairs: [...onward].reverse() };
  expect(pair).toMatchObject({ state: 'put-down', why: { code: 'undo-merged-on', values } });
  expect(scene.sandbox.effects()).toHaveLength(effects);
});

test('Through the later merges the present holder gives back what came with the duplicate, and keeps what it or those before it had', async () => {
  const { state, newId } = await takeBack({ duplicateId: 'REVU-2', through: true });
  expect(state).toBe('done');
  const tickets = ['TKT-1', 'TKT-2', 'TKT-3', 'TKT-4', 'TKT-5', 'TKT-6'];
  const both = ['REVU-4', newId].sort();
  expect(tickets.map((ticket) => reporters(scene, ticket).sort())).toEqual([
    ['REVU-4'],
    [newId],
    ['REVU-4'],
    ['REVU-4'],
    both,
    both,
  ]);
  expect(Object.keys(scene.sandbox.state().contacts)).not.toContain('REVU-1');
  const { org } = (await getRun(scene.database.db, first.id)) ?? expect.unreachable();
  const contacts = ['REVU-4', newId ?? ''];
  expect(await keptApart(scene.database.db, { crm: 'devrev', org, contacts })).not.toBeNull();
});

test('The later merges are taken back in the order that was named, each out of whoever is there now: nobody gets what came with one that is back before', async () => {
  const back: (string | null)[] = [];
  for (const { run: runId, pair } of [...onward].reverse()) {
    const [clusterId = '', , duplicateId = ''] = pair.split('.');
    const { state, newId } = await takeBack({ runId, clusterId, duplicateId });
    expect(state).toBe('done');
    back.push(newId);
  }
  const [third = '', second = ''] = back;
  const { 'REVU-2': newest = '' } = await newIds(scene);
  const tickets = ['TKT-1', 'TKT-2', 'TKT-3', 'TKT-4', 'TKT-5', 'TKT-6'];
  expect(tickets.map((ticket) => reporters(scene, ticket).sort())).toEqual([
    [second],
    [newest],
    [third],
    ['REVU-4'],
    [second, newest, third].sort(),
    ['REVU-4', newest].sort(),
  ]);
});

test('An older pair comes back while a newer one of its cluster stays, with what both had; a run that meets it leaves its pair, and names the undo', async () => {
  const meet = async (): Promise<void> => {
    const { plan } = smallWorld([NOBODY, { members: TOO_EARLY }]);
    await standstill(scene, await scene.start({ plan, timing: PATIENT_TIMING }));
  };
  scene.sandbox.addFault({ on: 'works.update', do: { kind: 'run', run: meet } });
  const { state, newId, undoId } = await takeBack({ clusterId: trio, duplicateId: 'REVU-12' });
  expect(state).toBe('done');
  const [met] = await scene.database.db.execute(sql`select state, why from pairs where duplicate_id = 'REVU-15'`);
  expect(met).toEqual({ state: 'not-started', why: { code: 'locked-by-undo', values: { undo: undoId } } });
  const people = ['TKT-11', 'TKT-12', 'TKT-13', 'TKT-15'].map((ticket) => reporters(scene, ticket).sort());
  expect(people).toEqual([['REVU-11'], [newId], ['REVU-11'], ['REVU-11', newId].sort()]);
});

test('A merge under way that has the survivor locked is waited for, in one execution after the other, and status says for which; what it changes is looked at anew, and then the pair comes back', async () => {
  const { plan } = smallWorld([NOBODY, { members: LATE }]);
  const timing = { ...PATIENT_TIMING, mostEvents: 60 };
  const order = { runId: first.id, timing, clusterId: trio, duplicateId: 'REVU-13' };
  const shown = await previewUndo(scene, order);
  const seen: UndoStatus[] = [];
  const waiting: UndoStarted[] = [];
  const meet = async (): Promise<void> => {
    const started = await startUndo(scene, { ...order, shown });
    waiting.push(started);
    const handle = scene.client.workflow.getHandle(started.workflowId);
    const waitsFor = async () => (await handle.query<UndoProgress>('progress')).waitingFor;
    await until('the undo waits', async () => (await waitsFor()) === 'locks');
    const { client, database } = scene;
    seen.push(await readUndoStatus({ db: database.db, client: async () => client, name: started.id }));
    const { firstExecutionRunId } = started;
    await until('it goes on waiting in another execution', async () => {
      const { runId } = await client.workflow.getHandle(started.workflowId).describe();
      return runId !== firstExecutionRunId && (await waitsFor()) === 'locks';
    });
  };
  scene.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'run', run: meet } });
  const late = await scene.start({ plan, timing: { ...PATIENT_TIMING, quietMs: 600_000 } });
  await standstill(scene, late);
  expect(await pairStates(scene)).toMatchObject({ 'REVU-14': 'done' });
  const late14 = `${plan.clusters.find(({ primary }) => primary === 'REVU-11')?.id}.REVU-14`;
  const why = { code: 'undo-waits', values: { pair: late14, run: late.id, undo: null } };
  const waited = { pair: `${trio}.REVU-13`, why, since: expect.stringMatching(/^20.*Z$/) };
  expect(seen).toMatchObject([{ state: 'open', waitsFor: waited }]);
  const [status] = seen;
  if (status !== undefined)
    expect(undoText(status, { description: connectorOf('devrev').description, reportsDir: '' })).toContain(
      `${trio}.REVU-13 waits for ${late14} of run ${late.id}, since 20`,
    );
  const { id, result } = waiting[0] ?? expect.unreachable();
  await result();
  const [met] = await undonePairs(scene, id);
  expect(met).toMatchObject({ state: 'put-down', why: { code: 'undo-changed' }, creates: 0 });
  const { state, newId } = await takeBack({ clusterId: trio, duplicateId: 'REVU-13' });
  expect(state).toBe('done');
  expect(['TKT-13', 'TKT-14'].map((ticket) => reporters(scene, ticket))).toEqual([[newId], ['REVU-11']]);
});

test('A run that is still open is refused before anything is looked at, and says so', async () => {
  const { plan } = smallWorld([{ members: { 'REVU-4': [], 'REVU-11': [] }, decision: 'review' }]);
  const open = await scene.start({ plan, approve: 'none' });
  const { db } = scene.database;
  const what = { clusterId: null, duplicateId: null, keep: null, through: false, by: 'ada', shown: null };
  const order = { client: scene.client, db, run: open, taskQueue: 'nobody', timing: TEST_TIMING, ...what };
  await expect(orderUndo(order)).rejects.toThrow(`Run ${open.id} is open`);
  await scene.client.workflow.getHandle(open.workflowId).cancel();
  await expect(scene.result(open)).rejects.toThrow();
});
