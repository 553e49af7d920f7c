import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { childrenOf } from '../support/children.ts';
import { hold } from '../support/hold.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';
import { approve } from '../support/words.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(tinyPairs(5));
  await scene.workerHere(PATIENT_ENV);
});

afterAll(() => scene.close());

async function canary(run: Run): Promise<string[]> {
  const rows = await scene.database.db.execute<{ cluster_id: string }>(
    sql`select cluster_id from run_clusters where run_id = ${run.id} and canary order by ordinal`,
  );
  return rows.map((row) => row.cluster_id);
}

test('A canary of more clusters than are approved is those that are', async () => {
  const run = await scene.start({ dryRun: true, approve: 'none', canary: 4 });
  const chosen = scene.plan.clusters.slice(1, 3).map(({ id }) => id);
  await approve(scene, run, { clusters: chosen });
  await scene.client.workflow.getHandle(run.workflowId).signal('finish');
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { started: 2, done: 2 } });
  expect(await canary(run)).toEqual(chosen);
});

test('Nothing else starts before the clusters of the canary have ended', async () => {
  const { clusters } = scene.plan;
  const [, last] = clusters;
  const held = hold(scene, [{ on: 'rev-users.merge', pair: { duplicate: last?.duplicates[0] ?? '' } }]);
  const before = scene.sandbox.requests().length;
  const run = await scene.start({ canary: 2, window: 4, timing: PATIENT_TIMING });
  await held.arrived();
  const first = clusters.slice(0, 2).map(({ id }) => id);
  expect(await canary(run)).toEqual(first);
  expect((await scene.progress(run)).canary).toBe('running');
  expect(asked(scene, before)).toEqual(
    clusters
      .slice(0, 2)
      .flatMap(({ primary, duplicates }) => [primary, ...duplicates])
      .sort(),
  );

  held.letGo();
  expect(await scene.result(run)).toMatchObject({ counts: { done: 5 } });
  expect(
    (await childrenOf(scene, run)).started
      .slice(0, 2)
      .map((id) => id.slice(-32))
      .sort(),
  ).toEqual([...first].sort());
});

/** Contacts that the sandbox was asked for since so many requests. */
function asked({ sandbox }: Scene, since: number): string[] {
  return [
    ...new Set(
      sandbox
        .requests()
        .slice(since)
        .filter(({ path }) => path === 'rev-users.get')
        .flatMap(({ subjects }) => subjects),
    ),
  ].sort();
}
