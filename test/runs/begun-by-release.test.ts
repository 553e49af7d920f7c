import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import type { World } from '../../samples/world/world.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold } from '../support/hold.ts';
import { journalDetails } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { checkOutReleased, type ReleasedModules, releasedModules } from '../support/released.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { makeFolder } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

const folder = makeFolder();
let released: ReleasedModules;
let scene: Scene;
let world: World;
let plan: Plan;
let [waiting, paused, sent]: (Run | undefined)[] = [];

beforeAll(async () => {
  const source = checkOutReleased(folder);
  released = await releasedModules(source);
  ({ world, plan } = smallWorld(manyPairs(7)));
  scene = await openScene({ world, plan, migrate: released.migrateDatabase });
  // Two merges of the paused run, then the one that is on its way when the worker dies.
  const doomed = await scene.worker({ DEDUPE_FAILPOINT: 'post.after:3:kill' }, source);
  waiting = await begin({ from: 0, to: 2, approve: 'none' });
  expect(await standstill(scene, waiting)).toMatchObject({ waitingFor: 'decision' });
  paused = await pausedInMidPage();
  sent = await begin({ from: 6, to: 7, approve: 'auto' });
  expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
});

afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

function begin({ from, to, approve }: { from: number; to: number; approve: 'auto' | 'none' }): Promise<Run> {
  const part = { ...plan, clusters: plan.clusters.slice(from, to) };
  return released.startRun({
    client: scene.client,
    db: scene.database.db,
    plan: { ...part, digest: planDigest(part) },
    org: world.org,
    dryRun: false,
    options: { canary: 1, window: 1, limit: null, approve, csvDigest: null },
    timing: TEST_TIMING,
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
  });
}

/** Two of its clusters are done, the third was refused its merge, the fourth has not begun. */
async function pausedInMidPage(): Promise<Run> {
  const [duplicate = ''] = plan.clusters[4]?.duplicates ?? [];
  const held = hold(scene, [{ on: 'rev-users.get', pair: { duplicate } }]);
  const run = await begin({ from: 2, to: 6, approve: 'auto' });
  await held.arrived();
  await released.pauseRun({ db: scene.database.db, client: async () => scene.client, run, reason: 'new version' });
  held.letGo();
  const refused = async () => (await journalDetails(scene)).includes('not sent: the run was told to stop');
  await until('a merge was refused', refused);
  return run;
}

function known(run: Run | undefined): Run {
  if (run === undefined) throw new Error('The released version did not begin this run');
  return run;
}

test('Runs that the released version began are ended by this one: one waits for approval, one is paused in mid-page, one has a pair that is sent', async () => {
  const [inMidPage, onItsWay] = [plan.clusters[4], plan.clusters[6]];
  expect(await pairStates(scene)).toMatchObject({
    [inMidPage?.duplicates[0] ?? '']: 'fresh',
    [onItsWay?.duplicates[0] ?? '']: 'sent',
  });
  await until('the POST of the dead worker has arrived', () => mergePosts(scene) === 3);

  await scene.worker();
  const { db } = scene.database;
  const { client } = scene;
  expect(await ended(scene, known(sent))).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
  expect(mergePosts(scene)).toBe(3);
  await resumeRun({ db, client: async () => client, run: known(paused) });
  expect(await ended(scene, known(paused))).toMatchObject({ state: 'done', counts: { done: 4, merged: 4 } });
  await tellDecision({
    client: async () => client,
    db,
    run: known(waiting),
    choice: 'approve',
    selection: { all: true },
    by: 'tester',
  });
  expect(await ended(scene, known(waiting))).toMatchObject({ state: 'done', counts: { done: 2, merged: 2 } });

  await expectFaultFree(scene, { world, plan });
  expect(mergePosts(scene)).toBe(7);
  for (const run of [waiting, paused, sent]) expect(await getRun(db, known(run).id)).toMatchObject({ state: 'done' });
});
