import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { type RunStatus, readStatus } from '../../control/status/run-status.ts';
import { statusExit } from '../../scripts/status/end.ts';
import { layOut, PLAIN } from '../../scripts/status/lay-out.ts';
import { statusLines } from '../../scripts/status/lines.ts';
import type { Run } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(tinyPairs(4));
  // A few calls are made, and the next one waits for longer than this test takes.
  await scene.workerHere({ DEVREV_RATE_LIMIT: '12/10m' });
});

afterAll(() => scene.close());

function read(run: Run): Promise<RunStatus> {
  const config = loadConfig(scene.env, scene.folder);
  return readStatus({ config, db: scene.database.db, client: async () => scene.client, runId: run.id });
}

async function readUntil(what: string, run: Run, holds: (status: RunStatus) => boolean): Promise<RunStatus> {
  let status = await read(run);
  await until(what, async () => {
    status = await read(run);
    return holds(status);
  });
  return status;
}

const drawn = (status: RunStatus): string => layOut(statusLines(status, Date.now()), PLAIN).join('\n');

test('Each step that waits is shown with its attempt, since when, why and when it goes on; exit code 4 where a person has to do something', async () => {
  const [home] = await scene.database.db.execute<{ id: string }>(sql`select backup_store as id from store_identity`);
  await scene.database.db.execute(sql`update store_identity set backup_store = gen_random_uuid()`);
  const begun = Date.now();
  const run = await scene.start({ canary: 2, window: 2 });
  const refused = await readUntil('a step is tried again', run, ({ steps }) =>
    steps.some(({ attempt }) => attempt > 2),
  );
  const [step] = refused.steps;
  expect(step).toMatchObject({ cluster: null, failure: { type: 'WrongBackups' }, waitsFor: null, needsPerson: true });
  // Since it was first asked for, not since the last try.
  expect(Date.parse(step?.since ?? '')).toBeGreaterThan(begun - 1000);
  expect(Date.parse(step?.since ?? '')).toBeLessThan(Date.parse(step?.nextAt ?? ''));
  expect(statusExit({ ...refused, waitsFor: 'nothing' })).toBe(4);
  expect(drawn(refused)).toMatch(
    / {2}the run {2}.*, attempt \d+, for \d+ s, last failure: no worker with its place of backups took it, again .*needs a person/,
  );

  await scene.database.db.execute(sql`update store_identity set backup_store = ${home?.id ?? ''}::uuid`);
  const isWaiting = ({ waitsFor }: RunStatus['steps'][number]): boolean => waitsFor === 'budget';
  const waiting = await readUntil('a step says that it waits for the budget', run, ({ steps }) =>
    steps.some(isWaiting),
  );
  const told = waiting.steps.find(isWaiting);
  expect(told).toMatchObject({ attempt: 1, failure: null, nextAt: null, needsPerson: false });
  expect(scene.plan.clusters.map(({ id }) => id)).toContain(told?.cluster);
  expect(statusExit({ ...waiting, waitsFor: 'nothing' })).toBe(0);
  expect(drawn(waiting)).toMatch(/backing up, attempt 1, for \d+ s, waits for the rate budget/);
});
