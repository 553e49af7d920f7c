import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import type { Run } from '../../store/runs/runs.ts';
import { pairReasons } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const STATES = { 'REVU-1': 'deactivated', 'REVU-4': 'locked', 'REVU-5': 'shadow', 'REVU-6': 'shadow' };

let scene: Scene;
let plan: Plan;

beforeAll(async () => {
  const made = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': [], 'REVU-4': ['TKT-4'] } },
    { members: { 'REVU-5': [], 'REVU-6': ['TKT-6'] } },
  ]);
  plan = made.plan;
  scene = await openScene(made);
  for (const [id, state] of Object.entries(STATES)) scene.sandbox.act({ kind: 'editContact', id, patch: { state } });
  await scene.workerHere();
});

afterAll(() => scene.close());

async function started(): Promise<Run> {
  const run = await scene.start();
  expect(await standstill(scene, run)).toMatchObject({ paused: false, waitingFor: 'decision', counts: { held: 0 } });
  return run;
}

test('A deactivated primary, a locked duplicate and any two that are not active go back to review, with their states', async () => {
  const run = await started();
  expect(mergePosts(scene)).toBe(0);
  const ask = 'a person must say whether to merge them';
  expect(await pairReasons(scene)).toEqual({
    'REVU-2': `REVU-1 is deactivated and REVU-2 is active: ${ask}`,
    'REVU-4': `REVU-3 is active and REVU-4 is locked: ${ask}`,
    'REVU-6': `REVU-5 is shadow and REVU-6 is shadow: ${ask}`,
  });
  await scene.client.workflow.getHandle(run.workflowId).signal('finish');
  await scene.result(run);
});

test('Once a person has approved them they are merged, in whichever run', async () => {
  const run = await started();
  const selection = { clusters: plan.clusters.map(({ id }) => id) };
  await tellDecision({
    client: async () => scene.client,
    db: scene.database.db,
    run,
    choice: 'approve',
    by: 'Test',
    selection,
  });
  expect(await scene.result(run)).toMatchObject({ counts: { done: 3, merged: 3 } });
  expect(appliedMerges(scene)).toHaveLength(3);
});
