import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused } from '../../control/refused.ts';
import { childrenOf } from '../support/children.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(tinyPairs(12));
  await scene.workerHere();
});

afterAll(() => scene.close());

test.each([1, 3])(
  'A window of %i has never more clusters in flight, and no fewer while there are some',
  async (window) => {
    const run = await scene.start({ dryRun: true, canary: 2, window });
    expect(await scene.result(run)).toMatchObject({ counts: { done: 12 } });
    expect((await childrenOf(scene, run)).most).toBe(window);
  },
);

test('A limit of 7 starts the first 7 clusters of the plan, canary included, and ends the run', async () => {
  const run = await scene.start({ canary: 3, limit: 7, window: 4 });
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { started: 7, done: 7, merged: 7 } });
  const { started } = await childrenOf(scene, run);
  const first = scene.plan.clusters.slice(0, 7).map(({ id }) => id);
  expect(started.map((id) => id.slice(-32)).sort()).toEqual([...first].sort());
  expect(appliedMerges(scene)).toHaveLength(7);
});

test.each([{ canary: 0 }, { window: 0 }, { limit: 0 }, { canary: 1.5 }])(
  'A run with %j is refused and leaves no trace',
  async (options) => {
    const before = await scene.database.db.execute('select id from runs');
    await expect(scene.start(options)).rejects.toThrow(Refused);
    await expect(scene.start(options)).rejects.toThrow('expected a whole number from 1 on: nothing was started');
    expect(await scene.database.db.execute('select id from runs')).toEqual(before);
  },
);
