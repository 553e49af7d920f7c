import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refChange, refOf, TRIO_REFS, updatePosts, withRefs } from '../support/external-refs.ts';
import { PAIR } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { stopped } from '../support/stopped.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

test('A worker stopped right before it writes a reference writes nothing when it wakes after another has written it', async () => {
  const scene = await openScene(withRefs(smallWorld([PAIR]), TRIO_REFS));
  const network = await startTcpProxy(scene.env.TEMPORAL_ADDRESS ?? '');
  try {
    const sleeper = await scene.worker({ DEDUPE_FAILPOINT: 'ref.before:1:stop', TEMPORAL_ADDRESS: network.address });
    const run = await scene.start({ timing: { heartbeatMs: 1_000 } });
    await stopped(sleeper.pid);
    network.cut();
    await scene.workerHere({ LOGS_DIR: join(scene.folder, 'logs-of-the-other') });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(updatePosts(scene)).toBe(1);
    scene.sandbox.act({ kind: 'editContact', id: 'REVU-1', patch: { externalRef: 'chosen by a person since' } });

    sleeper.kill('SIGCONT');
    const slept = () => runLog(scene.env.LOGS_DIR ?? '', run.id).filter(({ step }) => step === 'changeExternalRef');
    await until('the step that slept has ended', () => slept().length > 0);
    expect(updatePosts(scene)).toBe(1);
    expect(refOf(scene, 'REVU-1')).toBe('chosen by a person since');
    expect(await refChange(scene)).toEqual({ state: 'done', reason: null, sends: 2 });
  } finally {
    await scene.close();
    network.close();
  }
});
