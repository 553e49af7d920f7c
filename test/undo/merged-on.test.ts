import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderUndo } from '../../control/undo/order-undo.ts';
import { pairName } from '../../store/ledger/pair-name.ts';
import type { Run } from '../../store/runs/runs.ts';
import { standstill } from '../support/one-pair.ts';
import { reporters } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { type UndonePair, undo, undonePairs } from '../support/undo.ts';

/** REVU-2 into REVU-1, and then REVU-1 into REVU-3. TKT-5 is of all three, TKT-6 of the first and the last. */
const FIRST = { 'REVU-1': ['TKT-1', 'TKT-5'], 'REVU-2': ['TKT-2', 'TKT-5', 'TKT-6'] };
const THIRD = { 'REVU-3': ['TKT-3', 'TKT-5', 'TKT-6'] };
/** REVU-12 and then REVU-13 into REVU-11; TKT-15 is of both duplicates. */
const TRIO = { 'REVU-11': ['TKT-11'], 'REVU-12': ['TKT-12', 'TKT-15'], 'REVU-13': ['TKT-13', 'TKT-15'] };

let scene: Scene;
let first: Run;
let second: Run;
let onward: string;
let trio: string;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: FIRST }, { members: TRIO }]);
  const later = smallWorld([{ members: { ...THIRD, 'REVU-1': ['TKT-1'] } }]);
  const others = smallWorld([{ members: { ...FIRST, ...THIRD } }, { members: TRIO }]).world;
  scene = await openScene({ world: { ...others, org: world.org }, plan });
  trio = plan.clusters.find(({ primary }) => primary === 'REVU-11')?.id ?? '';
  onward = pairName({ clusterId: later.plan.clusters[0]?.id ?? '', primaryId: 'REVU-3', duplicateId: 'REVU-1' });
  await scene.workerHere(PATIENT_ENV);
  first = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, first);
  second = await scene.start({ plan: later.plan, timing: PATIENT_TIMING });
  await standstill(scene, second);
});

afterAll(() => scene.close());

async function takeBack(order: { clusterId?: string; duplicateId: string; through?: boolean }): Promise<UndonePair> {
  const clusterId = order.clusterId ?? scene.plan.clusters.find(({ primary }) => primary === 'REVU-1')?.id ?? '';
  const started = await undo(scene, { runId: first.id, timing: PATIENT_TIMING, ...order, clusterId });
  await started.result();
  const [pair] = await undonePairs(scene, started.id);
  if (pair === undefined) throw new Error('The undo has no pair');
  return pair;
}

test('A survivor that was merged away since: nothing is written, and what is to be taken back first is named with its run', async () => {
  const effects = scene.sandbox.effects().length;
  const pair = await takeBack({ duplicateId: 'REVU-2' });
  const pairs = [{ run: second.id, pair: onward }];
  const values = { contact: 'REVU-1', into: 'REVU-3', pairs };
  expect(pair).toMatchObject({ state: 'put-down', why: { code: 'undo-merged-on', values } });
  expect(scene.sandbox.effects()).toHaveLength(effects);
});

test('Through the later merge the present holder gives back what came with the duplicate, and keeps what it or the survivor had', async () => {
  const { state, newId } = await takeBack({ duplicateId: 'REVU-2', through: true });
  expect(state).toBe('done');
  const people = ['TKT-1', 'TKT-2', 'TKT-3', 'TKT-5', 'TKT-6'].map((ticket) => reporters(scene, ticket).sort());
  const both = ['REVU-3', newId].sort();
  expect(people).toEqual([['REVU-3'], [newId], ['REVU-3'], both, both]);
  expect(scene.sandbox.state().contacts).not.toHaveProperty('REVU-1');
});

test('An older pair comes back while a newer one of its cluster stays, with what both had', async () => {
  const { state, newId } = await takeBack({ clusterId: trio, duplicateId: 'REVU-12' });
  expect(state).toBe('done');
  const people = ['TKT-11', 'TKT-12', 'TKT-13', 'TKT-15'].map((ticket) => reporters(scene, ticket).sort());
  expect(people).toEqual([['REVU-11'], [newId], ['REVU-11'], ['REVU-11', newId].sort()]);
});

test('A run that is still open is refused before anything is looked at, and says so', async () => {
  const { plan } = smallWorld([{ members: { 'REVU-3': [], 'REVU-11': [] }, decision: 'review' }]);
  const open = await scene.start({ plan, approve: 'none' });
  const { db } = scene.database;
  const what = { clusterId: null, duplicateId: null, keep: null, through: false, by: 'ada', shown: null };
  const order = { client: scene.client, db, run: open, taskQueue: 'nobody', timing: TEST_TIMING, ...what };
  await expect(orderUndo(order)).rejects.toThrow(`Run ${open.id} is open`);
  await scene.client.workflow.getHandle(open.workflowId).cancel();
  await expect(scene.result(open)).rejects.toThrow();
});
