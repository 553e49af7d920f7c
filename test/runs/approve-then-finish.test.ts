import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { until } from '../../local/process/until.ts';
import { makeCode } from '../../store/orders/codes.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** A statement that waits for another transaction, whichever database that is in: no other of this file does. */
const WAITING = sql`select 1 from pg_locks w join pg_stat_activity a using (pid)
  where not w.granted and w.locktype = 'transactionid' and a.datname = current_database()`;

const { world, plan } = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
]);
const [one = plan, other = plan] = plan.clusters.map((cluster) => withDigest({ ...plan, clusters: [cluster] }));
let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ world, plan });
  await scene.worker();
});

afterAll(() => scene.close());

async function untilTrue(isSo: () => Promise<boolean>): Promise<void> {
  expect(await until(async () => ((await isSo()) ? true : null), { timeoutMs: patience(30_000) })).toBe(true);
}

test('An approval that is being recorded when finish is said is still carried out', async () => {
  const run = await scene.start({ plan: one, approve: 'none' });
  await untilTrue(async () => (await scene.progress(run)).waitingFor === 'decision');
  const handle = scene.client.workflow.getHandle(run.workflowId);
  const { code } = await makeCode(scene.database.db, { runId: run.id });
  await scene.database.db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from run_clusters where run_id = ${run.id} for update`);
    await handle.signal('approve', { all: true, by: 'Ada', code });
    await handle.signal('finish');
    await untilTrue(async () => (await scene.progress(run)).finishing);
  });
  expect(await scene.result(run)).toMatchObject({ counts: { merged: 1 } });
});

test('So is one that comes with finish while the run still asks what was approved before', async () => {
  const { db } = scene.database;
  const run = await db.transaction(async (tx) => {
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    // The step sees that nothing is approved, and has to wait for this row to note that the run waits for a person.
    await tx.execute(
      sql`insert into notices (key, event, facts) values (${`waits ${other.digest.slice(0, 12)}-1 0`}, 'run-waits', '{}')`,
    );
    const started = await scene.start({ plan: other, approve: 'none' });
    await untilTrue(async () => (await db.execute(WAITING)).length > 0);
    await storeDecision(db, { runId: started.id, choice: 'approve', by: 'Ada', selection: { all: true } });
    const handle = scene.client.workflow.getHandle(started.workflowId);
    await handle.signal('wake');
    await handle.signal('finish');
    await untilTrue(async () => (await scene.progress(started)).finishing);
    return started;
  });
  expect(await scene.result(run)).toMatchObject({ counts: { merged: 1 } });
});
