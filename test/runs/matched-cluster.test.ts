import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

let scene: Scene;
let matched: Plan;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] }, decision: 'review' },
    { members: { 'REVU-3': [], 'REVU-4': [] }, decision: 'review' },
  ]);
  const beside = { band: 'auto', score: 0.9999 } as const;
  const clusters = plan.clusters.map((one) => (one.primary === 'REVU-1' ? { ...one, ...beside } : one));
  matched = withDigest({ crm: plan.crm, profile: plan.profile, clusters });
  scene = await openScene({ world, plan: matched });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A cluster that a matching found is not approved with its strategy or with all, whatever its band; it is merged by its own approval', async () => {
  const run = await scene.start();
  const { db } = scene.database;
  const [first, other] = ['REVU-1', 'REVU-3'].map((id) => matched.clusters.find(({ primary }) => primary === id));
  if (first === undefined || other === undefined) throw new Error('Expected two clusters');
  expect(first.strategy).toBe(other.strategy);
  const approve = (selection: Parameters<typeof storeDecision>[1]['selection']): Promise<string[]> =>
    storeDecision(db, { runId: run.id, choice: 'approve', by: 'ada', selection });
  expect(await approve({ all: true })).toEqual([]);
  expect(await approve({ strategy: first.strategy })).toEqual([other.id]);
  expect(scene.sandbox.effects().filter((effect) => JSON.stringify(effect).includes('REVU-2'))).toEqual([]);
  expect(await approve({ clusters: [first.id] })).toEqual([first.id]);
  await scene.client.workflow.getHandle(run.workflowId).signal('wake');
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 2, merged: 2 } });
});
