import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { EXIT } from '../../scripts/cli/fail.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { planFile } from './input-files.ts';
import { runScript, startScript } from './run-script.ts';

const review = { decision: 'review', strategy: 'bi-tickets' } as const;
const { world, plan } = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] }, ...review },
  { members: { 'REVU-5': ['TKT-5'], 'REVU-6': ['TKT-6'] } },
  { members: { 'REVU-7': ['TKT-7'], 'REVU-8': ['TKT-8'] }, ...review },
]);
let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ world, plan });
});

afterAll(() => scene.close());

function planOf(...primaries: string[]): typeof plan {
  return withDigest({ ...plan, clusters: plan.clusters.filter(({ primary }) => primaries.includes(primary)) });
}

const start = (of: typeof plan, ...more: string[]): string[] => [
  ...['start', '--plan', planFile(scene, of), '--yes', '--json', ...more],
];

test('While a start follows its run, the next one of the same profile and organization ends with 8 and stores nothing; a dry run is another matter', async () => {
  const [clear, unclear] = [planOf('REVU-1'), planOf('REVU-3')];
  const night = startScript(scene, start(clear, '--approve', 'auto', '--wait'));
  await night.says('"waitsFor":"worker"');
  const [next, dry] = await Promise.all([
    runScript(scene, start(unclear, '--wait')),
    runScript(scene, start(unclear, '--dry-run')),
  ]);
  expect(next).toMatchObject({ code: EXIT.nightNotOver, out: '' });
  expect(next.err).toContain("that night is not over, and nothing was started. See which: 'npm run runs'");
  expect(dry.code).toBe(0);
  const real = await scene.database.db.execute(sql`select plan_digest as digest from runs where not dry_run`);
  expect([...real]).toEqual([{ digest: clear.digest }]);
  night.kill('SIGKILL');
  await night.ended;
});

test('The lock is gone with its process, and with a start that ended with 4 because its run waits for people', async () => {
  const unclear = planOf('REVU-3');
  expect(await runScript(scene, start(unclear, '--wait'))).toMatchObject({ code: EXIT.waiting });
  const again = await runScript(scene, start(unclear, '--wait'));
  expect(again).toMatchObject({ code: EXIT.usage, err: expect.stringContaining('A run of this plan is already open') });
});

test('start --finish merges what is approved, leaves the rest for later, and ends with 0', async () => {
  await scene.workerHere();
  const both = start(planOf('REVU-5', 'REVU-7'), '--approve', 'auto', '--finish', '--wait');
  const { code, out, err } = await runScript(scene, both);
  expect({ code, err }).toMatchObject({
    code: EXIT.done,
    err: expect.stringContaining('those in review are left for a later run'),
  });
  expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({
    state: 'done',
    clusters: { byState: { done: 1, undecided: 1 } },
  });
});
