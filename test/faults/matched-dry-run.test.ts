import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { pairReasons } from '../support/ledger.ts';
import { type FileCells, matchedPlan, withCells } from '../support/matched-plan.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const FIELDS = [{ field: 'first_name' }, { field: 'last_name' }, { field: 'phone', level: 'one-edit' }];
const CELLS: Record<string, FileCells> = {
  'REVU-1': { name: 'Ada Lund', phone: '+1 202 555 0143' },
  'REVU-2': { name: 'Lund, Ada', phone: '+1 202 555 0144' },
  'REVU-3': { name: 'Bo Berg', phone: '+1 202 555 0153' },
  'REVU-4': { name: 'Bo Berg', phone: '+1 202 555 0154' },
};

let scene: Scene;
let plan: Plan;

beforeAll(async () => {
  const made = smallWorld([{ members: { 'REVU-1': [], 'REVU-2': [] } }, { members: { 'REVU-3': [], 'REVU-4': [] } }]);
  const spec = (a: string, b: string) => ({ cells: CELLS, relies: [{ a, b, fields: FIELDS }] });
  plan = matchedPlan(made.plan, { 'REVU-1': spec('REVU-1', 'REVU-2'), 'REVU-3': spec('REVU-3', 'REVU-4') });
  scene = await openScene({ world: withCells(made.world, CELLS), plan });
  // Nearer than the plan says: that is no less. And further away.
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-2', patch: { phoneNumbers: ['+1 202 555 0143'] } });
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-4', patch: { phoneNumbers: [] } });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A dry run compares again what a matching relied on: nearer than the plan says is fine, what is gone is for a person', async () => {
  const run = await scene.start({ dryRun: true });
  const selection = { clusters: plan.clusters.map(({ id }) => id) };
  await storeDecision(scene.database.db, { runId: run.id, choice: 'approve', by: 'Test', selection });
  await scene.client.workflow.getHandle(run.workflowId).signal('wake');
  expect(await standstill(scene, run)).toMatchObject({ paused: false, undecided: 1, counts: { held: 0 } });
  expect(await pairStates(scene, 'dry')).toEqual({ 'REVU-2': 'would-merge', 'REVU-4': 'drifted' });
  expect(await pairReasons(scene)).toEqual({});
  expect(mergePosts(scene)).toBe(0);
});
