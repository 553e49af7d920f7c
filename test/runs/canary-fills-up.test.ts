import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import { childrenOf } from '../support/children.ts';
import { hold } from '../support/hold.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

test('A cluster of the canary that a person refuses meanwhile proves nothing: the next approved one takes its place before anything else starts', async () => {
  const scene = await openScene(tinyPairs(6));
  try {
    await scene.workerHere(PATIENT_ENV);
    const { clusters } = scene.plan;
    const ids = clusters.map(({ id }) => id);
    const duplicateOf = (index: number): string => clusters[index]?.duplicates[0] ?? '';
    const first = hold(scene, [{ on: 'rev-users.merge', pair: { duplicate: duplicateOf(0) } }]);
    const run = await scene.start({ canary: 3, window: 1, timing: PATIENT_TIMING });
    await first.arrived();
    const refused = { runId: run.id, choice: 'reject' as const, by: 'Ada', selection: { clusters: [ids[1] ?? ''] } };
    await storeDecision(scene.database.db, refused);
    const next = hold(scene, [{ on: 'rev-users.merge', pair: { duplicate: duplicateOf(3) } }]);
    first.letGo();
    await next.arrived();
    expect((await scene.progress(run)).canary).toBe('running');
    expect((await childrenOf(scene, run)).started).toHaveLength(4);
    expect(await canary(scene, run)).toEqual([ids[0], ids[2], ids[3]]);

    next.letGo();
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 5, notStarted: 1 } });
  } finally {
    await scene.close();
  }
});

async function canary(scene: Scene, run: Run): Promise<string[]> {
  const rows = await scene.database.db.execute<{ cluster_id: string }>(
    sql`select cluster_id from run_clusters where run_id = ${run.id} and canary order by ordinal`,
  );
  return rows.map((row) => row.cluster_id);
}
