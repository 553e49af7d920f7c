import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellDecision } from '../../control/tell-decision.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
});

afterAll(() => scene.close());

test('an approval that no worker records in time says so, and counts as soon as a worker is there', async () => {
  const run = await scene.start({ approve: 'none' });
  const { client, database } = scene;
  const word = { client, db: database.db, run, choice: 'approve', selection: { all: true }, by: 'ada' } as const;
  await expect(tellDecision({ ...word, timeoutMs: 300 })).rejects.toMatchObject({ name: 'Unreachable', exitCode: 6 });
  await scene.workerHere();
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
});
