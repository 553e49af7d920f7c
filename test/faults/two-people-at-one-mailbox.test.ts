import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { pauseRun } from '../../control/stop/pause-run.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import type { Run } from '../../store/runs/runs.ts';
import { cleanHistory } from '../replay/clean-history.ts';
import { readable } from '../replay/history-files.ts';
import { reportFolder } from '../report/read-report.ts';
import { reportedPairs } from '../report/reported-pairs.ts';
import { runScript } from '../scripts/run-script.ts';
import { clusterWith } from '../support/cluster-with.ts';
import { rename, withNames } from '../support/names.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const COUPLE = { 'REVU-1': 'Ada Lund', 'REVU-2': 'Ben Lund' };
const DESK = { 'REVU-3': 'Reception', 'REVU-4': 'Kim Berg', 'REVU-5': 'Lea Roth' };
const ONE = { 'REVU-6': 'Robert Müller', 'REVU-7': 'MULLER, Bob' };
const NAMES = ['Ada Lund', 'Ben Lund', 'Reception', 'Kim Berg', 'Lea Roth', 'Cleo Lund'];

let scene: Scene;
let plan: Plan;
let first: Run;

beforeAll(async () => {
  const made = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': [], 'REVU-4': ['TKT-4'], 'REVU-5': ['TKT-5'] } },
    { members: { 'REVU-6': ['TKT-6'], 'REVU-7': ['TKT-7'] } },
  ]);
  plan = made.plan;
  scene = await openScene({ world: withNames(made.world, { ...COUPLE, ...DESK, ...ONE }), plan });
  await scene.workerHere();
  first = await scene.start();
  await standstill(scene, first);
});

afterAll(() => scene.close());

const couple = 'drifted: the names in the CRM contradict each other: Ada Lund (REVU-1), Ben Lund (REVU-2)';

test('A couple and a reception desk at one mailbox are not merged but go back to review; nothing of it counts as bad', async () => {
  expect(appliedMerges(scene)).toEqual(['REVU-6<-REVU-7']);
  expect(mergePosts(scene)).toBe(1);
  expect(await pairStates(scene)).toEqual({
    'REVU-2': 'drifted',
    'REVU-4': 'drifted',
    'REVU-5': 'drifted',
    'REVU-7': 'done',
  });
  expect(await scene.progress(first)).toMatchObject({
    paused: false,
    waitingFor: 'decision',
    undecided: 2,
    counts: { started: 1, done: 1, held: 0, merged: 1 },
  });
});

test('Both names are shown in the report and by status', async () => {
  expect(await reportedPairs(scene, first)).toEqual({
    'REVU-2': couple,
    'REVU-4': 'drifted: the names in the CRM contradict each other: Reception (REVU-3), Kim Berg (REVU-4)',
    // All of them are compared before the first is merged.
    'REVU-5': expect.stringMatching(
      /^drifted: (?=.*Reception \(REVU-3\), Lea Roth \(REVU-5\))(?=.*Kim Berg \(REVU-4\), Lea Roth \(REVU-5\))/,
    ),
    'REVU-7': 'succeeded',
  });
  expect(readFileSync(join(reportFolder(scene, first), 'report.html'), 'utf8')).toContain('Ben Lund (REVU-2)');
  const status = await runScript(scene, ['status', first.id]);
  expect(status.out).toContain('Ada Lund (REVU-1), Ben Lund (REVU-2)');
  expect(status.out).toContain('Waits for decisions: 0 auto, 2 review');
});

test('No history and no log holds any of the names', async () => {
  const ids = [first.workflowId, ...plan.clusters.map(({ id }) => `merge-${first.crm}-${first.org}-${id}`)];
  const histories = await Promise.all(ids.map((id) => historyOf(id)));
  const folder = scene.env.LOGS_DIR ?? '';
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(histories.join()).toContain('names-differ');
  const texts = [...histories, ...logs];
  expect(NAMES.filter((name) => texts.some((text) => text.includes(name)))).toEqual([]);
});

test('Approving all leaves such a cluster alone: it is approved by name', async () => {
  const { client, database } = scene;
  const word = { client: async () => client, db: database.db, run: first, choice: 'approve', by: 'Test' } as const;
  await expect(tellDecision({ ...word, selection: { all: true } })).rejects.toMatchObject({
    why: { code: 'none-left' },
  });
});

test('What a person has approved is not asked again in a later run; other names are, and so is what nobody has answered', async () => {
  const { client, database } = scene;
  const control = { db: database.db, client: async () => client, run: first };
  await pauseRun({ ...control, reason: 'by a person' });
  const clusters = [clusterWith(plan, 'REVU-1'), clusterWith(plan, 'REVU-3')];
  await tellDecision({
    client: async () => client,
    db: database.db,
    run: first,
    choice: 'approve',
    by: 'Test',
    selection: { clusters },
  });
  await cancelRun(control);
  await scene.result(first).catch(() => undefined);
  rename(scene, 'REVU-5', 'Cleo Lund');

  const second = await scene.start();
  await standstill(scene, second);
  expect(await pairStates(scene)).toMatchObject({ 'REVU-2': 'done', 'REVU-4': 'not-started', 'REVU-5': 'drifted' });
  const asked = (await reportedPairs(scene, second))['REVU-5'];
  expect(asked).toContain('Reception (REVU-3), Cleo Lund (REVU-5)');
  expect(asked).toContain('Kim Berg (REVU-4), Cleo Lund (REVU-5)');

  const selection = { clusters: [clusterWith(plan, 'REVU-3')] };
  await tellDecision({
    client: async () => client,
    db: database.db,
    run: second,
    choice: 'approve',
    by: 'Test',
    selection,
  });
  expect(await scene.result(second)).toMatchObject({ state: 'done', counts: { held: 0, failed: 0 } });
  expect(appliedMerges(scene)).toEqual(expect.arrayContaining(['REVU-1<-REVU-2', 'REVU-3<-REVU-4', 'REVU-3<-REVU-5']));
});

async function historyOf(workflowId: string): Promise<string> {
  return readable(cleanHistory(await scene.client.workflow.getHandle(workflowId).fetchHistory()));
}
