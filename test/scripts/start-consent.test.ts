import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestRuns } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
});

afterAll(() => scene.close());

test('start takes the fields that carry consent from the rules, with a plan too, and says when there are none', async () => {
  const rules = join(scene.folder, 'rules.yaml');
  const defaults = readFileSync(new URL('../../rules.default.yaml', import.meta.url), 'utf8');
  writeFileSync(
    rules,
    `${defaults.replace(/^consent:.*$/m, '')}\nconsent:\n  - field: tnt__opt_out\n    opted_out: true\n`,
  );
  const start = ['start', '--plan', planFile(scene, scene.plan)];
  const without = await runScript(scene, [...start, '--preview']);
  expect(without.out).toContain('not checked: the rules map no field');
  const started = await runScript(scene, [...start, '--rules', rules, '--yes']);
  expect(started).toMatchObject({ code: 0, err: expect.stringContaining('tnt__opt_out') });
  const [run] = await newestRuns(scene.database.db);
  expect(run?.options.consent).toEqual([{ field: 'tnt__opt_out', optedOut: true }]);
});
