import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanCluster } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { openScanScene, type ScanScene } from '../scans/scan-scene.ts';
import { runScript } from './run-script.ts';

let scene: ScanScene;
let auto: PlanCluster[];
let run: string;

beforeAll(async () => {
  scene = await openScanScene();
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A dry run of a plan by phones backs up and checks every pair that is as the plan says, and writes nothing', async () => {
  await runScript(scene, ['scan', '--crm', 'podium', '--region', 'AU']);
  await runScript(scene, ['preview', '--crm', 'podium', '--out', 'plan.json']);
  const text = readFileSync(join(scene.folder, 'plan.json'), 'utf8');
  // The last ones come after the canary.
  auto = parsePlan(text)
    .clusters.filter(({ decision }) => decision === 'auto')
    .reverse();
  const [changed = '', gone = ''] = auto.map(({ duplicates }) => duplicates[0] ?? '');
  scene.podium.act({ kind: 'update', contact: changed });
  scene.podium.act({ kind: 'delete', contact: gone });
  const started = await runScript(scene, ['start', '--plan', 'plan.json', '--dry-run', '--yes', '--json']);
  expect(started.err).not.toContain('rror');
  ({ run } = JSON.parse(started.out) as { run: string });
  expect((await runScript(scene, ['approve', run, '--all', '--by', 'me'])).code).toBe(0);
  await runScript(scene, ['finish', run]);
  await runScript(scene, ['status', run, '--watch']);
  const states = await pairStates();
  const [ofChanged, ofGone, ...others] = auto.map(({ duplicates }) => duplicates.map((id) => states[id]?.state));
  expect(others.flat().length).toBeGreaterThan(5);
  expect([...new Set(others.flat())]).toEqual(['would-merge']);
  expect([ofChanged, ofGone]).toEqual([expect.arrayContaining(['held']), expect.arrayContaining(['held'])]);
  expect(scene.podium.effects().filter(({ kind }) => kind === 'write')).toEqual([]);
});

test('A contact that was changed since the plan was made is held, since what brought it there may be gone', async () => {
  const states = await pairStates();
  expect(states[auto[0]?.duplicates[0] ?? '']?.why).toMatchObject({ code: 'changed-since-plan' });
});

async function pairStates(): Promise<Record<string, { state: string; why: unknown }>> {
  const rows = await scene.database.db.execute<{ duplicate_id: string; state: string; why: unknown }>(
    sql`select duplicate_id, state, why from pairs where run_id = ${run}`,
  );
  return Object.fromEntries(rows.map(({ duplicate_id, ...pair }) => [duplicate_id, pair]));
}
