import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../local/process/until.ts';
import { makeCode } from '../../store/orders/codes.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  scene = await openScene({ world, plan });
  await scene.worker();
});

afterAll(() => scene.close());

test('An approval that is being recorded when finish is said is still carried out', async () => {
  const run = await scene.start({ approve: 'none' });
  const waits = async (): Promise<true | null> => ((await scene.progress(run)).waitingFor === 'decision' ? true : null);
  expect(await until(waits, { timeoutMs: patience(30_000) })).toBe(true);
  const isFinishing = async (): Promise<true | null> => ((await scene.progress(run)).finishing ? true : null);
  const handle = scene.client.workflow.getHandle(run.workflowId);
  const { code } = await makeCode(scene.database.db, { runId: run.id });
  await scene.database.db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from run_clusters where run_id = ${run.id} for update`);
    await handle.signal('approve', { all: true, by: 'Ada', code });
    await handle.signal('finish');
    expect(await until(isFinishing, { timeoutMs: patience(30_000) })).toBe(true);
  });
  expect(await scene.result(run)).toMatchObject({ counts: { merged: 1 } });
});
