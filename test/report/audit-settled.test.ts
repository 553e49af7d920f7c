import { afterAll, beforeAll, expect, test } from 'vitest';
import { startResolve } from '../../control/start-resolve.ts';
import type { Settlement } from '../../store/ledger/settlement.ts';
import type { Run } from '../../store/runs/runs.ts';
import { runScript } from '../scripts/run-script.ts';
import { clusterWith } from '../support/cluster-with.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { newIds, undo } from '../support/undo.ts';

/** REVU-2 is settled as apart, REVU-4 as merged, and REVU-6 is taken back. */
const [APART, MERGED, BACK] = ['REVU-2', 'REVU-4', 'REVU-6'] as const;

let scene: Scene;
let run: Run;

beforeAll(async () => {
  scene = await openScene(smallWorld(manyPairs(3)));
  const { sandbox } = scene;
  for (const duplicate of [APART, MERGED])
    sandbox.addFault({ on: 'rev-users.merge', pair: { duplicate }, do: 'never' });
  await scene.workerHere();
  run = await scene.start();
  await standstill(scene, run);
  await scene.client.workflow.getHandle(run.workflowId).cancel();
  await scene.result(run).catch(() => undefined);
  // Nothing can be proven of either any more: of the one a ticket is gone, the other was merged by hand, and not all of it.
  sandbox.act({ kind: 'deleteTicket', id: 'TKT-3' });
  sandbox.act({ kind: 'setReporters', id: 'TKT-6', reporters: ['REVU-1'] });
  sandbox.act({ kind: 'setReporters', id: 'TKT-5', reporters: ['REVU-3'] });
  sandbox.act({ kind: 'deleteContact', id: MERGED });
  await settle(APART, 'settled-apart');
  await settle(MERGED, 'settled-merged');
  const clusterId = clusterWith(scene.plan, BACK);
  await (await undo(scene, { runId: run.id, clusterId, timing: TEST_TIMING })).result();
  expect(await pairStates(scene)).toEqual({ [APART]: 'settled-apart', [MERGED]: 'settled-merged', [BACK]: 'undone' });
});

afterAll(() => scene.close());

/** Shown first, then said. */
async function settle(duplicate: string, as: Settlement): Promise<void> {
  const say = async (digest: string | null) => {
    const word = digest === null ? {} : { word: { because: 'both looked at by hand', digest } };
    const { client, database, env } = scene;
    const who = { client, db: database.db, by: 'ada', crms: {}, taskQueue: env.TEMPORAL_TASK_QUEUE ?? '' };
    const pair = `${clusterWith(scene.plan, duplicate)}.${duplicate}`;
    return (await startResolve({ ...who, as, pair, timing: TEST_TIMING, ...word })).result();
  };
  const { seen } = await say(null);
  expect(await say(seen?.digest ?? '')).toMatchObject({ outcome: as });
}

async function audit(): Promise<{ code: number | null; found: string[] }> {
  const { code, out, err } = await runScript(scene, ['audit', run.id, '--json']);
  if (out === '') throw new Error(err);
  const { audited, differences } = JSON.parse(out);
  expect(audited).toBe(3);
  return { code, found: differences.map((one: { code: string; values: object }) => [one.code, one.values]) };
}

test('What was settled on a person’s word, or taken back, is judged as that: whatever became of their tickets, there is no difference', async () => {
  expect(await audit()).toEqual({ code: 0, found: [] });
});

test('A contact that was settled as apart and is gone, one that was settled as merged and is alive, and one that came back and is gone are each found', async () => {
  const back = (await newIds(scene))[BACK] ?? '';
  scene.sandbox.act({ kind: 'deleteContact', id: APART });
  scene.sandbox.act({ kind: 'restoreContact', id: MERGED });
  scene.sandbox.act({ kind: 'deleteContact', id: back });
  const { code, found } = await audit();
  expect(code).toBe(7);
  const expected = [
    ['gone-unmerged', { duplicate: APART, state: 'settled-apart' }],
    ['duplicate-alive', { duplicate: MERGED, state: 'settled-merged' }],
    ['back-gone', { contact: back }],
  ];
  expect(found).toHaveLength(expected.length);
  expect(found).toEqual(expect.arrayContaining(expected));
});
