import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] }, decision: 'review' },
      { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'], 'REVU-5': ['TKT-5'] }, decision: 'review' },
      { members: { 'REVU-6': ['TKT-6'], 'REVU-7': ['TKT-7'], 'REVU-8': ['TKT-8'], 'REVU-9': [] }, decision: 'review' },
      { members: { 'REVU-10': ['TKT-10'], 'REVU-11': [] } },
    ]),
  );
  await scene.workerHere();
  run = await scene.start({ approve: 'none' });
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'decision');
});

afterAll(() => scene.close());

const BY = ['--by', 'ada', '--because', 'they told us'];

test('decide shows what would become of the cluster and needs a yes; without a terminal, --yes or --undecided', async () => {
  const asked = await runScript(scene, ['decide', 'REVU-2', '--primary', 'REVU-2', ...BY]);
  expect(asked).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--yes') });
  const none = await runScript(scene, ['decide', 'REVU-2', '--primary', 'REVU-1', '--yes', ...BY]);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('REVU-1 is the primary already') });
  const both = await runScript(scene, [
    'decide',
    'REVU-2',
    '--primary',
    'REVU-2',
    '--without',
    'REVU-1',
    '--yes',
    ...BY,
  ]);
  expect(both).toMatchObject({ code: 2, err: expect.stringContaining('Expected one of --primary') });
});

test('--primary, --without and --split are merged as decided, and nobody else', async () => {
  const primary = await runScript(scene, ['decide', 'REVU-2', '--primary', 'REVU-2', '--yes', ...BY]);
  expect(primary).toMatchObject({ code: 0, err: expect.stringContaining('REVU-2 is kept; REVU-1 merged into it') });
  const without = await runScript(scene, ['decide', 'REVU-3', '--without', 'REVU-4', '--yes', '--json', ...BY]);
  expect(without).toMatchObject({ code: 0, err: expect.stringContaining('REVU-3 and REVU-4') });
  const { clusters } = JSON.parse(without.out);
  expect(clusters).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  const split = ['--split', 'REVU-6,REVU-7', '/', 'REVU-8,REVU-9', '--undecided'];
  expect(await runScript(scene, ['decide', 'REVU-7', ...split, ...BY])).toMatchObject({ code: 0 });
  await untilProgress(scene, run, ({ undecided, counts }) => undecided === 3 && counts.merged === 2);
  expect(appliedMerges(scene).sort()).toEqual(['REVU-2<-REVU-1', 'REVU-3<-REVU-5']);
});

test('explain shows what was decided, by whom and why, also for the cluster that was replaced', async () => {
  const { out } = await runScript(scene, ['explain', 'REVU-5']);
  expect(out).toMatch(
    /What a person decided\n {2}ada, .* UTC: without REVU-4\n {4}because: they told us\n {4}cluster .* is replaced by /,
  );
  const old = scene.plan.clusters.find(({ primary }) => primary === 'REVU-3')?.id ?? '';
  const json = JSON.parse((await runScript(scene, ['explain', old, '--json'])).out);
  expect(json).toMatchObject({ cluster: { id: old }, decided: [{ by: 'ada', cluster: old, undoneBy: null }] });
});

test('--undo takes a decision back until it has begun; the whole cluster waits again', async () => {
  const undone = await runScript(scene, ['decide', 'REVU-9', '--undo', '--by', 'bob', '--json']);
  expect(JSON.parse(undone.out)).toMatchObject({ was: 'replaced', by: 'bob' });
  const late = await runScript(scene, ['decide', 'REVU-5', '--undo', '--by', 'bob']);
  expect(late).toMatchObject({ code: 2, err: expect.stringContaining('has begun') });
  const whole = await runScript(scene, ['approve', '--cluster', 'REVU-9', '--by', 'ada']);
  expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('1 cluster') });
  await runScript(scene, ['finish', run.id]);
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 5 } });
  expect(appliedMerges(scene)).toHaveLength(5);
});
