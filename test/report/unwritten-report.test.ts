import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { runScript } from '../scripts/run-script.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { readReport } from './read-report.ts';
import { runReport } from './run-report.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  scene = await openScene({ world, plan });
  await scene.workerHere();
  // A file where the folder of all reports is wanted.
  writeFileSync(scene.env.REPORTS_DIR ?? '', '');
  run = await scene.start();
});

afterAll(() => scene.close());

test('A run whose report cannot be written ends all the same, and its workflow with it', async () => {
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1 } });
});

test('Its status names the folder, why, and the command that writes the report, and does not say that all is well', async () => {
  await scene.result(run);
  const { code, out } = await runScript(scene, ['status', run.id]);
  expect(code).toBe(5);
  expect(out).toMatch(/Its report could not be written to \S+ \((ENOTDIR|EEXIST)\)/);
  expect(out).toContain(join(scene.env.REPORTS_DIR ?? '', run.id));
  expect(out).toContain(`npm run report -- ${run.id}`);
});

test('Once the folder is put right, report writes it, and the status has nothing to say of it', async () => {
  rmSync(scene.env.REPORTS_DIR ?? '');
  expect(await runReport(scene, run.id)).toMatchObject({ code: 0 });
  expect(readReport(scene, run).report).toMatchObject({ state: 'done', counts: { succeeded: 1 } });
  const { code, out } = await runScript(scene, ['status', run.id, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ state: 'done', unwrittenReport: null });
});
