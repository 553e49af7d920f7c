import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('start --wait ends with 4 when the run waits for a person, and names the commands', async () => {
  const { code, out } = await runScript(scene, ['start', '--plan', planFile(scene, scene.plan), '--yes', '--wait']);
  expect({ code, out }).toEqual({
    code: 4,
    out: expect.stringMatching(/Waits for decisions: 1 auto, 0 review.*npm run approve/s),
  });
});

test('cancel --wait ends with 0 once the run has ended as cancelled; status then ends with 5', async () => {
  const { code, out } = await runScript(scene, ['cancel', '--wait']);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(': cancelled, ') });
  const status = await runScript(scene, ['status', '--json']);
  expect(status.code).toBe(5);
  const description = await scene.client.workflow.getHandle(JSON.parse(status.out).workflowId).describe();
  expect(description.status.name).toBe('CANCELLED');
  expect(scene.sandbox.effects()).toEqual([]);
});
