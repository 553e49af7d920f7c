import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
});

afterAll(() => scene.close());

test('status --watch says that no worker answers, follows the run once there is one, and prints JSON lines with --json', async () => {
  const run = await scene.start();
  const watching = startScript(scene, ['status', run.id, '--watch', '--json']);
  await watching.says('"waitsFor":"worker"');
  await scene.workerHere();
  const { code, out } = await watching.ended;
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines[0]).toMatchObject({ waits: [{ for: 'worker', until: null }], lanes: [], etaMs: null, brake: null });
  expect(lines.at(-1)).toMatchObject({ run: run.id, state: 'done', pairs: { merged: 1 } });
  expect(readdirSync(join(scene.folder, 'reports', run.id))).toContain('report.json');
});
