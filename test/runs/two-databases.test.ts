import { expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import { startRun } from '../../control/start-run.ts';
import type { Run } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

const OPTIONS = { canary: 3, window: 3, limit: null, approve: 'auto' as const, csvDigest: null };

function part({ digest, ...plan }: Plan, from: number, to: number): Plan {
  const clusters = plan.clusters.slice(from, to);
  return { ...plan, clusters, digest: planDigest({ ...plan, clusters }) };
}

test('Two databases for the same organization on one queue name, staging beside production: each has its own run whole', async () => {
  const { world, plan } = tinyPairs(8);
  const production = await openScene({ world, plan: part(plan, 0, 4) });
  const staging = await openScene({ world, plan: part(plan, 4, 8) });
  const taskQueue = production.env.TEMPORAL_TASK_QUEUE ?? '';
  const start = (scene: Scene): Promise<Run> =>
    startRun({
      client: scene.client,
      db: scene.database.db,
      plan: scene.plan,
      org: world.org,
      dryRun: false,
      options: OPTIONS,
      timing: TEST_TIMING,
      taskQueue,
    });
  try {
    await Promise.all([production.workerHere(), staging.workerHere({ TEMPORAL_TASK_QUEUE: taskQueue })]);
    const runs = await Promise.all([start(production), start(staging)]);
    for (const [index, scene] of [production, staging].entries()) {
      const run = runs[index];
      if (run === undefined) throw new Error('not started');
      expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { started: 4, done: 4, merged: 4 } });
      const own = scene.plan.clusters.map(({ primary, duplicates }) => `${primary}<-${duplicates[0]}`);
      expect(appliedMerges(scene).sort()).toEqual(own.sort());
    }
  } finally {
    await production.close();
    await staging.close();
  }
});
