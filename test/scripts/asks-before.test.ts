import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../scripts/cli/fail.ts';
import { listDecisions } from '../../store/decisions/lasting.ts';
import type { Run } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { answered } from './at-terminal.ts';
import { runScript } from './run-script.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': [] } },
      { members: { 'REVU-3': [], 'REVU-4': [], 'REVU-5': [] } },
    ]),
  );
  run = await scene.start({ approve: 'none' });
});
afterAll(() => scene.close());

async function states(): Promise<Record<string, number>> {
  return JSON.parse((await runScript(scene, ['status', run.id, '--json'])).out).clusters.byState;
}

async function apart(): Promise<number> {
  return (await listDecisions(scene.database.db, { crm: run.crm, org: run.org })).length;
}

const CTRL_C = '\u0003';
const REJECTING = { args: ['reject', '--all', '--by', 'ada'], question: 'Reject 2 clusters?' };

test('reject --all asks at a terminal with the number of clusters: a no or Ctrl-C leaves everything', async () => {
  const before = await states();
  const no = await answered(scene, { ...REJECTING, key: 'n' });
  expect(no).toMatchObject({ code: EXIT.done, sent: expect.stringContaining('Nothing was rejected') });
  const interrupted = await answered(scene, { ...REJECTING, key: CTRL_C });
  expect(interrupted).toMatchObject({
    code: EXIT.interrupted,
    sent: expect.stringContaining('Nothing was rejected'),
  });
  expect([await states(), await apart()]).toEqual([before, 0]);
});

test('decide asks at a terminal, after what would become of the cluster: a no or Ctrl-C leaves everything, a yes decides and approves', async () => {
  const before = await states();
  const args = ['decide', 'REVU-3', '--without', 'REVU-4', '--by', 'ada', '--because', 'they told us'];
  const deciding = { args, question: 'Decide so, and approve it?' };
  const no = await answered(scene, { ...deciding, key: 'n' });
  expect(no).toMatchObject({ code: EXIT.done, sent: expect.stringMatching(/REVU-4[\s\S]*Nothing was decided/) });
  const interrupted = await answered(scene, { ...deciding, key: CTRL_C });
  expect(interrupted).toMatchObject({ code: EXIT.interrupted, sent: expect.stringContaining('Nothing was decided') });
  expect([await states(), await apart()]).toEqual([before, 0]);

  const yes = await answered(scene, { ...deciding, key: 'y' });
  expect(yes).toMatchObject({ code: EXIT.done, sent: expect.stringContaining('is replaced, says ada') });
  expect(await apart()).toBeGreaterThan(0);

  const rest = await answered(scene, { ...REJECTING, question: 'Reject ', key: 'y' });
  expect(rest).toMatchObject({ code: EXIT.done, sent: expect.stringContaining('rejected by ada') });
  expect((await states()).rejected).toBeGreaterThan(0);
});
