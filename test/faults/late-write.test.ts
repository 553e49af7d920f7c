import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { PAIR } from '../support/one-pair.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { stopped } from '../support/stopped.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

test('A merge written late, by a worker that was stopped in the very turn of the write, is found by the one that took over', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const network = await startTcpProxy(scene.env.TEMPORAL_ADDRESS ?? '');
  try {
    const sleeper = await scene.worker({ DEDUPE_FAILPOINT: 'post.before:1:stop', TEMPORAL_ADDRESS: network.address });
    const run = await scene.start({ timing: { heartbeatMs: 600, quietMs: 60_000 } });
    await stopped(sleeper.pid);
    network.cut();
    const logs = join(scene.folder, 'logs-of-the-other');
    await scene.workerHere({ LOGS_DIR: logs });
    const looks = () =>
      runLog(logs, run.id).filter(({ step, result }) => step === 'reconcileMerge' && result === 'pending');
    await until('the other worker looks for the merge', () => looks().length > 0, 60_000);
    expect(mergePosts(scene)).toBe(0);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'sent' });

    sleeper.kill('SIGCONT');
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(mergePosts(scene)).toBe(1);
    await expectFaultFree(scene, { world, plan });
  } finally {
    await scene.close();
    network.close();
  }
});
