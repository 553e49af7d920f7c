import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import type { Plan } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { readStatus } from '../../control/status/run-status.ts';
import { statusLines } from '../../scripts/status/lines.ts';
import { planFile } from '../scripts/input-files.ts';
import { runScript } from '../scripts/run-script.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const { world, plan } = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
]);
const both = plan.clusters.map(({ id }) => id);
let scene: Scene;

/** The same people, as this version plans them: with the addresses as they were written. */
const newer: Plan = withDigest({
  ...plan,
  version: 2,
  clusters: plan.clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map((member) => ({
      ...member,
      keys: { emails: [{ written: cluster.email.toUpperCase(), compared: cluster.email }] },
    })),
  })),
});

beforeAll(async () => {
  scene = await openScene({ world, plan });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A newer plan of the same people leaves them to the open run of the older one, names it, and ends', async () => {
  const older = await scene.start({ approve: 'none' });
  const { code, err, out } = await runScript(scene, [
    ...['start', '--plan', planFile(scene, newer), '--approve', 'auto', '--yes', '--json'],
  ]);
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringContaining(
      `Asked in run ${older.id}, which was open and has the same contacts: 2 clusters, left to it`,
    ),
  });
  const { run, left } = JSON.parse(out) as { run: string; left: unknown };
  expect(left).toEqual(both.map((cluster) => ({ cluster, run: older.id })));
  const [stored] = await scene.database.db.execute<{ workflow_id: string }>(
    sql`select workflow_id from runs where id = ${run}`,
  );
  await scene.client.workflow.getHandle(stored?.workflow_id ?? '').result();
  expect(await linesOf(run)).toContain(
    `Asked in run ${older.id}, which was open and has the same contacts: 2 clusters, left to it`,
  );
  expect(scene.sandbox.effects()).toEqual([]);
});

test('Once that run has ended, the next run of the newer plan merges them', async () => {
  const [older] = await scene.database.db.execute<{ workflow_id: string }>(
    sql`select workflow_id from runs where plan_digest = ${plan.digest}`,
  );
  const handle = scene.client.workflow.getHandle(older?.workflow_id ?? '');
  await handle.signal('finish');
  await handle.result();
  const run = await scene.start({ plan: newer, approve: 'auto' });
  expect(await scene.result(run)).toMatchObject({ counts: { merged: 2 } });
});

test('A run whose workflow is gone keeps nobody, although the store has it as open', async () => {
  await scene.database.db.execute(sql`update runs set state = 'open' where plan_digest = ${plan.digest}`);
  await scene.database.db.execute(sql`
    update run_clusters set state = 'undecided' where run_id in (select id from runs where plan_digest = ${plan.digest})`);
  const run = await scene.start({ plan: newer, approve: 'none' });
  const states = await scene.database.db.execute(sql`select distinct state from run_clusters where run_id = ${run.id}`);
  expect([...states]).toEqual([{ state: 'undecided' }]);
});

async function linesOf(run: string): Promise<string[]> {
  const { client, database } = scene;
  const config = loadConfig(scene.env);
  const status = await readStatus({ config, db: database.db, client: async () => client, runId: run });
  return statusLines(status, 0).map(({ text }) => text);
}
