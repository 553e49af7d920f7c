import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { startResolve } from '../../control/start-resolve.ts';
import { type RunStatus, readStatus } from '../../control/status/run-status.ts';
import { stepLines } from '../../scripts/status/step-lines.ts';
import { runCluster } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';

test('The status of a run shows the steps that a word on one of its pairs waits for, with the pair', async () => {
  const { scene, run } = await runCluster({ sandbox: { faults: [{ on: 'rev-users.merge', do: 'never' }] } });
  const { client, database, env } = scene;
  const { db } = database;
  try {
    const pair = `${scene.plan.clusters[0]?.id}.REVU-2`;
    await db.execute(sql`update store_identity set backup_store = gen_random_uuid()`);
    const word = { pair, as: 'abandon' as const, by: 'ada', crms: {}, timing: TEST_TIMING };
    await startResolve({ ...word, client, db, taskQueue: env.TEMPORAL_TASK_QUEUE ?? '' });
    const config = loadConfig(env, scene.folder);
    let steps: RunStatus['steps'] = [];
    await until('a step of the word is tried again', async () => {
      ({ steps } = await readStatus({ config, db, client: async () => client, runId: run.id }));
      return steps.some((step) => step.pair === pair);
    });
    const failure = { type: 'WrongBackups' };
    expect(steps).toMatchObject([{ pair, cluster: scene.plan.clusters[0]?.id, failure, needsPerson: true }]);
    expect(stepLines(steps, Date.now())[1]?.text).toContain(`resolve ${pair}  `);
  } finally {
    await scene.close();
  }
});
