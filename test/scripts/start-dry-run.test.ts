import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

const READ_ONLY = { DEVREV_API_TOKEN: 'sandbox-read-token' };

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': [] } }]));
  await scene.workerHere(READ_ONLY);
});

afterAll(() => scene.close());

test('a dry run goes all the way with a token that may only read, sends no write, and ends with 0', async () => {
  const plan = planFile(scene, scene.plan);
  const args = ['start', '--plan', plan, '--dry-run', '--approve', 'auto', '--yes', '--wait'];
  const { code, out } = await runScript(scene, args, READ_ONLY);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('2 pairs would be merged') });
  expect(scene.sandbox.requests().filter((request) => request.write)).toEqual([]);
  expect(scene.sandbox.effects()).toEqual([]);
});
