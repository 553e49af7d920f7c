import { expect, test } from 'vitest';
import { runScript } from '../scripts/run-script.ts';
import { locked } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const MEMBERS = { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3', 'TKT-4'] };

test('A half merge stays half, however often a later run takes its cluster on, where its siblings wait for it: it is judged by what was frozen when it was sent', async () => {
  const { world, plan } = smallWorld([{ members: MEMBERS, csvTickets: { 'REVU-2': 99 } }]);
  const scene = await openScene({ world, plan });
  try {
    scene.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'tickets-first' } });
    await scene.workerHere();
    for (let runs = 0; runs < 2; runs += 1) {
      const run = await scene.start();
      await standstill(scene, run);
      await runScript(scene, ['cancel', run.id, '--wait']);
    }
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'not-started', 'REVU-3': 'partial' });
    const pair = `${plan.clusters[0]?.id}.REVU-3`;
    const merged = await runScript(scene, ['resolve', pair, '--as', 'merged', '--by', 'ada']);
    expect(merged).toMatchObject({ code: 5, out: expect.stringContaining('the duplicate is still there') });
    const given = await runScript(scene, ['resolve', pair, '--as', 'abandon', '--by', 'ada']);
    expect(given).toMatchObject({ code: 2, err: expect.stringContaining("'partial'") });
    expect(await locked(scene)).toEqual(['REVU-1', 'REVU-3']);
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
