import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('a run can be approved with the temporal command line, and the decision carries the name', async () => {
  const run = await scene.start({ approve: 'none' });
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'decision');
  const { path } = await findTemporalBinary();
  const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = '' } = scene.env;
  const input = JSON.stringify({ all: true, by: 'x' });
  const args = ['workflow', 'signal', '--workflow-id', run.workflowId, '--name', 'approve', '--input', input];
  await promisify(execFile)(path, [...args, '--address', TEMPORAL_ADDRESS, '--namespace', TEMPORAL_NAMESPACE]);
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
  const decisions = await scene.database.db.execute(sql`select choice, by from decisions`);
  expect([...decisions]).toEqual([{ choice: 'approve', by: 'x' }]);
});
