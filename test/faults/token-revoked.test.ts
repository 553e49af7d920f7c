import { expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { DEFAULT_TOKENS } from '../../sandbox/devrev/http/tokens.ts';
import { getRun } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { locked, sendCounts } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const TOKEN = 'sandbox-token';

test('A token revoked in the middle pauses the run, and with a new one and a resume it ends as without a fault', async () => {
  const { world, plan } = smallWorld(manyPairs(6));
  const revoke = {
    on: 'rev-users.get',
    nth: 12,
    do: { kind: 'act', act: { kind: 'revokeToken', token: TOKEN } },
  } as const;
  const scene = await openScene({ world, plan, sandbox: { faults: [revoke] } });
  try {
    await scene.workerHere();
    const run = await scene.start({ canary: 6, window: 3, timing: { partialMs: 60_000 } });
    const progress = () => scene.progress(run);
    await until('the run pauses', async () => (await progress()).paused);
    expect(await getRun(scene.database.db, run.id)).toMatchObject({
      stopReason: expect.stringContaining('the CRM refused the token (401'),
      stopBy: 'token',
    });
    const applied = appliedMerges(scene).length;

    scene.sandbox.setToken(TOKEN, DEFAULT_TOKENS[TOKEN] ?? { scopes: [] });
    await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
    expect(applied).toBeLessThan(6);
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 6, held: 0, skipped: 0 } });
    await expectFaultFree(scene, { world, plan });
    const accepted = scene.sandbox
      .requests()
      .filter(({ path, status }) => path === 'rev-users.merge' && status === 200);
    expect(accepted).toHaveLength(6);
  } finally {
    await scene.close();
  }
});

const refusals: Fault['do'][] = ['401', '403'];

test.for(refusals)(
  'A merge refused with %s was not sent: the run pauses, and after a resume the pair is merged once',
  async (refusal) => {
    const { world, plan } = smallWorld([PAIR]);
    const scene = await openScene({ world, plan, sandbox: { faults: [{ on: 'rev-users.merge', do: refusal }] } });
    try {
      await scene.workerHere();
      const run = await scene.start();
      await until('the run pauses', async () => (await scene.progress(run)).paused);
      expect((await scene.progress(run)).pauseReason).toContain('refused the token');
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'fresh' });
      expect(await sendCounts(scene)).toEqual({ 'REVU-2': 0 });
      expect(await locked(scene)).toEqual([]);
      expect([mergePosts(scene), appliedMerges(scene).length]).toEqual([1, 0]);

      await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
      expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      await expectFaultFree(scene, { world, plan });
      expect(mergePosts(scene)).toBe(2);
    } finally {
      await scene.close();
    }
  },
);
