import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { clusterWith } from '../support/cluster-with.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': [] } },
      { members: { 'REVU-3': ['TKT-3'], 'REVU-4': [] }, decision: 'review', strategy: 'bi-tickets' },
      { members: { 'REVU-5': ['TKT-5'], 'REVU-6': [] }, decision: 'review', strategy: 'newest-then-lowest-id' },
      { members: { 'REVU-7': ['TKT-7'], 'REVU-8': [] }, decision: 'review', strategy: 'newest-then-lowest-id' },
      { members: { 'REVU-9': ['TKT-9'], 'REVU-10': [] }, decision: 'blocked', strategy: 'cxp-uid' },
    ]),
  );
  await scene.workerHere();
  run = await scene.start({ approve: 'none' });
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'decision');
});

afterAll(() => scene.close());

test('a run that nobody has approved waits, and status ends with 4 and names the commands', async () => {
  const { code, out } = await runScript(scene, ['status', run.id]);
  expect({ code, out }).toEqual({
    code: 4,
    out: expect.stringMatching(/1 auto, 3 review.*npm run approve.*npm run finish/s),
  });
});

test('status says of each cluster in review why it is, and the command that compares its contacts', async () => {
  const { out } = await runScript(scene, ['status', run.id]);
  expect(out).toContain(
    `  ${clusterWith(scene.plan, 'REVU-5')}  newest-then-lowest-id: REVU-6 into REVU-5\n    made for a test\n`,
  );
  expect(out).toContain(`npm run explain -- ID ${run.id}`);
  const { undecided } = JSON.parse((await runScript(scene, ['status', run.id, '--json'])).out);
  expect(undecided[0]).toMatchObject({ reason: 'made for a test', why: null });
});

test('approve --all approves the clear clusters, not those in review, and says how many', async () => {
  const { code, out } = await runScript(scene, ['approve', '--all', '--by', 'ada']);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('1 cluster of run') });
});

test('approve --strategy approves clusters in review that this rule decided', async () => {
  const { code, out } = await runScript(scene, [
    'approve',
    run.id,
    '--strategy',
    'bi-tickets',
    '--by',
    'ada',
    '--json',
  ]);
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, changed: 1, by: 'ada', choice: 'approve' });
});

test('reject --cluster rejects one cluster, named by a contact of it, and who decided is recorded', async () => {
  const { code } = await runScript(scene, ['reject', '--cluster', 'REVU-6', '--by', 'bob']);
  expect(code).toBe(0);
  const rows = await scene.database.db.execute(sql`select choice, by from decisions order by id`);
  expect([...rows]).toEqual([
    { choice: 'approve', by: 'ada' },
    { choice: 'approve', by: 'ada' },
    { choice: 'reject', by: 'bob' },
  ]);
});

test('a decision that would change nothing is refused with 2 and says why for each cluster', async () => {
  const named = [clusterWith(scene.plan, 'REVU-9'), clusterWith(scene.plan, 'REVU-5'), 'f'.repeat(32)].flatMap((id) => [
    '--cluster',
    id,
  ]);
  const clusters = await runScript(scene, ['reject', ...named, '--by', 'bob']);
  expect(clusters).toMatchObject({ code: 2, out: '' });
  expect(clusters.err.split('\n').sort()).toEqual(
    [
      '',
      `Cluster ${clusterWith(scene.plan, 'REVU-5')} is already rejected`,
      `Cluster ${clusterWith(scene.plan, 'REVU-9')} is blocked: it may not be merged. The preview says why`,
      `Cluster ${'f'.repeat(32)} is not in run ${run.id}`,
      `Run ${run.id}: devrev organization ${run.org}`,
    ].sort(),
  );
  const strategy = await runScript(scene, ['approve', '--strategy', 'guess', '--by', 'ada']);
  expect(strategy).toMatchObject({
    code: 2,
    err: expect.stringContaining('Its strategies: bi-tickets, cxp-uid, newest'),
  });
});

test('a cluster is named by its first digits, of which there are four at least; what is none of the run is refused with 2', async () => {
  const seen = await runScript(scene, [
    'reject',
    '--cluster',
    clusterWith(scene.plan, 'REVU-9').slice(0, 9).toUpperCase(),
    '--by',
    'bob',
  ]);
  expect(seen).toMatchObject({
    code: 2,
    err: expect.stringContaining(`Cluster ${clusterWith(scene.plan, 'REVU-9')} is blocked`),
  });
  const none = await runScript(scene, ['approve', '--cluster', 'REVU-99', '--by', 'ada']);
  expect(none).toMatchObject({
    code: 2,
    err: expect.stringContaining("has no cluster 'REVU-99': expected at least 4"),
  });
});

test('a decision without a name, or about two things, is refused with 2', async () => {
  const nameless = await runScript(scene, ['approve', '--all']);
  expect(nameless).toMatchObject({ code: 2, err: expect.stringContaining('--by NAME') });
  const double = await runScript(scene, ['approve', '--all', '--strategy', 'cxp-uid', '--by', 'ada']);
  expect(double).toMatchObject({ code: 2, err: expect.stringContaining('one of --all') });
});

test('finish ends the run with what is approved, leaves the undecided, and status ends with 0', async () => {
  const { code } = await runScript(scene, ['finish', run.id]);
  expect(code).toBe(0);
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 2 } });
  const merged = scene.sandbox.effects().filter((effect) => effect.kind === 'merge');
  expect(merged.map((effect) => effect.primary).sort()).toEqual(['REVU-1', 'REVU-3']);
  const status = await runScript(scene, ['status', run.id, '--json']);
  expect(status.code).toBe(0);
  expect(JSON.parse(status.out).clusters.byState).toEqual({ done: 2, undecided: 1, rejected: 1, blocked: 1 });
});
