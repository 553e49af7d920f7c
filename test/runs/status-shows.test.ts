import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { type RunStatus, readStatus } from '../../control/status/run-status.ts';
import type { Run } from '../../store/runs/runs.ts';
import { hold } from '../support/hold.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

/** Held requests wait for this test, however slow it is. */
const UNHURRIED = { DEVREV_TIMEOUT: '10m' };
const LIMIT = { DEVREV_RATE_LIMIT: '1000/10m' };
let scene: Scene;

beforeAll(async () => {
  scene = await openScene(tinyPairs(6));
  await scene.workerHere({ ...LIMIT, ...UNHURRIED });
});

afterAll(() => scene.close());

function read(run: Run): Promise<RunStatus> {
  const config = loadConfig({ ...scene.env, ...LIMIT }, scene.folder);
  return readStatus({ config, db: scene.database.db, client: async () => scene.client, runId: run.id });
}

test('The status shows what each cluster in flight does and how much of the budget is used, without a call to the CRM', async () => {
  const pairs = scene.plan.clusters.map(({ primary, duplicates }) => ({ primary, duplicate: duplicates[0] ?? '' }));
  const [sending, backingUp, waiting] = pairs;
  const held = hold(scene, [
    { on: 'rev-users.merge', pair: sending ?? {} },
    { on: 'rev-users.get', pair: { duplicate: backingUp?.duplicate ?? '' } },
    { on: 'rev-users.get', nth: 3, pair: { duplicate: waiting?.duplicate ?? '' } },
  ]);
  // Nor is a step that is held here taken for lost where this machine keeps its worker from beating: its next try would be held by nobody.
  const timing = { heartbeatMs: 8_000, postMs: 600_000, sendMs: 700_000, quietMs: 800_000, readMs: 900_000 };
  const run = await scene.start({ canary: 3, window: 4, timing });
  await held.arrived();
  const requests = scene.sandbox.requests().length;
  const status = await read(run);
  const steps = Object.fromEntries(status.lanes.map(({ duplicate, step }) => [duplicate, step]));
  expect(steps).toEqual({
    [sending?.duplicate ?? '']: 'sending',
    [backingUp?.duplicate ?? '']: 'backing up',
    [waiting?.duplicate ?? '']: 'waiting for the CRM to finish',
  });
  expect(status).toMatchObject({
    waits: [],
    etaMs: null,
    canary: { state: 'running', clusters: 3, ended: 0 },
    brake: { ended: 0, bad: 0, stopped: false },
    budget: { limit: { calls: 1000, windowMs: 600_000 }, made: requests, fullUntil: null, blockedUntil: null },
  });
  expect(status.budget?.reserved).toBeGreaterThan(0);
  expect(scene.sandbox.requests()).toHaveLength(requests);

  // The next call of the second half is told 429, for longer than it takes to see that.
  scene.sandbox.addFault({ on: '*', do: { kind: '429', retryAfter: 15 } });
  held.letGo();
  let told = await read(run);
  await until('a cluster waits for the budget', async () => {
    told = await read(run);
    return told.lanes.some(({ waitsFor }) => waitsFor === 'budget');
  });
  expect(told.waits).toEqual([{ for: 'crm', until: told.budget?.blockedUntil, because: null }]);

  await scene.result(run);
  expect(await read(run)).toMatchObject({
    state: 'done',
    lanes: [],
    waits: [],
    budget: null,
    canary: { clusters: 3, ended: 3, done: 3, state: 'passed' },
  });
});
