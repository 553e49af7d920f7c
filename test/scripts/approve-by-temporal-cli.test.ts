import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import type { Run } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  await scene.workerHere();
});

afterAll(() => scene.close());

async function say(run: Run, message: object): Promise<void> {
  const { path } = await findTemporalBinary();
  const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = '' } = scene.env;
  const args = ['workflow', 'signal', '--workflow-id', run.workflowId, '--name', 'approve'];
  const server = ['--address', TEMPORAL_ADDRESS, '--namespace', TEMPORAL_NAMESPACE];
  await promisify(execFile)(path, [...args, '--input', JSON.stringify(message), ...server]);
}

async function statusText(): Promise<string> {
  return (await runScript(scene, ['status'])).out;
}

test('A run is approved with the temporal command line and a code, which the decision does not outlive; without one status says that somebody tried', async () => {
  const run = await scene.start({ approve: 'none' });
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'decision');
  expect(await statusText()).toContain(`npm run code -- ${run.id}`);
  await say(run, { all: true, by: 'evil' });
  await until('status says so', async () =>
    (await statusText()).includes("A signal 'approve' came without a code, once"),
  );
  expect(scene.sandbox.effects()).toEqual([]);

  const { code: exit, out } = await runScript(scene, ['code', run.id]);
  expect({ exit, code: out.trim() }).toEqual({ exit: 0, code: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const code = out.trim();
  await say(run, { all: true, by: 'x', code });
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
  const { db } = scene.database;
  expect(await db.execute(sql`select choice, by, through from decisions`)).toEqual([
    { choice: 'approve', by: 'x', through: 'code' },
  ]);
  expect(JSON.stringify(await db.execute(sql`select * from approval_codes`))).not.toContain(code);
  expect((await runScript(scene, ['code', run.id])).code).toBe(2);
});
