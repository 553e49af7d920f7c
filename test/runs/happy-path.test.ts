import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveWorkers } from '../../store/identity/live-workers.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { SCHEMA_VERSION } from '../../store/schema-version.ts';
import { runLog } from '../support/run-log.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'] } },
    { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'], 'REVU-5': [] } },
  ]);
  scene = await openScene({ world, plan });
  await scene.worker();
});

afterAll(() => scene.close());

test('A run merges every pair of its approved clusters once and ends as done', async () => {
  const run = await scene.start();
  const result = await scene.result(run);
  expect(result).toMatchObject({ state: 'done', counts: { done: 2, merged: 3, held: 0 } });
  const merges = scene.sandbox.effects().filter((effect) => effect.kind === 'merge');
  expect(merges.map(({ primary, duplicate }) => `${primary}<-${duplicate}`).sort()).toEqual([
    'REVU-1<-REVU-2',
    'REVU-3<-REVU-4',
    'REVU-3<-REVU-5',
  ]);
  expect(await schemaVersions(run)).toEqual({
    workers: [SCHEMA_VERSION],
    run: SCHEMA_VERSION,
    logs: new Set([SCHEMA_VERSION]),
  });
});

/** As it stands with each of them. */
async function schemaVersions(run: Run): Promise<object> {
  const workers = await liveWorkers(scene.database.db);
  const lines = runLog(scene.env.LOGS_DIR ?? '', run.id);
  return {
    workers: workers.map(({ schemaVersion }) => schemaVersion),
    run: (await getRun(scene.database.db, run.id))?.schemaVersion,
    logs: new Set(lines.map(({ schema }) => schema)),
  };
}
