import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { runScript } from '../scripts/run-script.ts';
import { locked } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { twoPlans } from '../support/two-plans.ts';

const { world, a, b } = twoPlans();
const cluster = a.clusters[0]?.id ?? '';
/** As `status` prints it once both plans have the duplicate. */
const SENT = `${cluster}.REVU-1.REVU-3`;

let scene: Scene;
let run: Run;

beforeEach(async () => {
  scene = await openScene({ world, plan: a });
  scene.sandbox.addFault({ on: 'rev-users.merge', do: 'never', pair: { primary: 'REVU-1', duplicate: 'REVU-3' } });
  await scene.workerHere();
  run = await startAndFinish(a);
});

afterEach(() => scene.close());

test('A plan that keeps another contact waits for the pair that was sent, whatever its run does, and merges after it was given up', async () => {
  expect(await locked(scene)).toEqual(['REVU-1', 'REVU-3']);
  const second = await startAndFinish(b);
  expect(mergePosts(scene)).toBe(1);
  expect(await locked(scene)).toEqual(['REVU-1', 'REVU-3']);
  expect(await said(second)).toContain(`locked by ${SENT}`);
  expect(await said(run)).toContain(`npm run resolve -- ${SENT} `);

  const given = await runScript(scene, ['resolve', SENT, '--as', 'abandon', '--by', 'ada']);
  expect(given).toMatchObject({ code: 0, out: `Pair ${SENT} is abandoned\n` });
  await startAndFinish(b);
  expect(appliedMerges(scene)).toEqual(['REVU-2<-REVU-1', 'REVU-2<-REVU-3']);
  expect(await locked(scene)).toEqual([]);
});

test('When the request lands late after all, the duplicate stays with the first plan, and the other one is told', async () => {
  await startAndFinish(b);
  scene.sandbox.act({ kind: 'mergeElsewhere', duplicate: 'REVU-3', into: 'REVU-1' });
  const resolved = await runScript(scene, ['resolve', SENT, '--as', 'merged', '--by', 'ada']);
  expect(resolved).toMatchObject({ code: 0, out: `Pair ${SENT} is done\n` });
  const third = await startAndFinish(b);
  expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-3', 'REVU-2<-REVU-1']);
  expect(await said(third)).toContain(`${cluster}.REVU-2.REVU-3  held`);
});

test('A short name that two plans have is refused, and both whole names are told', async () => {
  await startAndFinish(b);
  const { code, err } = await runScript(scene, ['resolve', `${cluster}.REVU-3`, '--as', 'abandon', '--by', 'ada']);
  expect(code).toBe(2);
  for (const primary of ['REVU-1', 'REVU-2']) expect(err).toContain(`${cluster}.${primary}.REVU-3`);
});

/** Runs a plan until nothing moves, a pause of its own included, and ends it. */
async function startAndFinish(plan: typeof a): Promise<Run> {
  const started = await scene.start({ plan });
  await standstill(scene, started);
  await runScript(scene, ['cancel', started.id, '--wait']);
  return started;
}

async function said({ id }: Run): Promise<string> {
  return (await runScript(scene, ['status', id])).out;
}
