import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import type { Run } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

const { world, plan } = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
]);
const [older = plan, newer = plan] = plan.clusters.map((cluster) => withDigest({ ...plan, clusters: [cluster] }));
let scene: Scene;
let done: Run;
let waiting: Run;

beforeAll(async () => {
  scene = await openScene({ world, plan });
  await scene.workerHere();
  done = await scene.start({ plan: older });
  await scene.result(done);
  waiting = await scene.start({ plan: newer, approve: 'none' });
  await untilProgress(scene, waiting, ({ waitingFor }) => waitingFor === 'decision');
});

afterAll(() => scene.close());

test('runs lists all of them, the oldest first, with state, age and what each waits for, and the last success of each profile', async () => {
  const { code, out } = await runScript(scene, ['runs', '--json']);
  const { runs, successes } = JSON.parse(out) as {
    runs: { ageMs: number; startedAt: string; endedAt: string }[];
    successes: unknown;
  };
  expect(code).toBe(0);
  expect(runs).toMatchObject([
    { run: done.id, state: 'done', waitsFor: 'nothing', profile: 'external-contacts', dryRun: false },
    { run: waiting.id, state: 'open', waitsFor: 'decision', undecided: 1, endedAt: null },
  ]);
  expect(runs[0]?.ageMs).toBeGreaterThan(runs[1]?.ageMs ?? 0);
  expect(successes).toEqual([
    {
      crm: 'devrev',
      organization: world.org,
      profile: 'external-contacts',
      at: runs[0]?.endedAt,
      since: runs[0]?.startedAt,
    },
  ]);
  const { out: text } = await runScript(scene, ['runs']);
  expect(text).toMatch(
    new RegExp(`^${done.id} .*done .*\n${waiting.id} .*open .*waits for a decision on 1 cluster.*\nLast success of `),
  );
});

test('status says when another run waits for a person, and which one', async () => {
  const { code, out } = await runScript(scene, ['status', done.id]);
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining(`Another run waits for a decision: npm run status -- ${waiting.id}`),
  });
});
