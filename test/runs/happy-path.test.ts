import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'] } },
    { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'], 'REVU-5': [] } },
  ]);
  scene = await openScene({ world, plan });
  await scene.worker();
});

afterAll(() => scene.close());

test('A run merges every pair of its approved clusters once and ends as done', async () => {
  const run = await scene.start();
  const result = await scene.result(run);
  expect(result).toMatchObject({ state: 'done', counts: { done: 2, merged: 3, held: 0 } });
  const merges = scene.sandbox.effects().filter((effect) => effect.kind === 'merge');
  expect(merges.map(({ primary, duplicate }) => `${primary}<-${duplicate}`).sort()).toEqual([
    'REVU-1<-REVU-2',
    'REVU-3<-REVU-4',
    'REVU-3<-REVU-5',
  ]);
});
