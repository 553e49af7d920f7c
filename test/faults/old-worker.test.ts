import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { journalSize } from '../support/ledger.ts';
import { PAIR } from '../support/one-pair.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { stopped } from '../support/stopped.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

/** Where both workers stop, the step that goes on in the old one, and what has been sent until then. */
const STEPS: [FailpointName, string, number][] = [
  ['sent.before', 'sendMerge', 0],
  ['reconcile.after', 'reconcileMerge', 1],
];

test.concurrent.for(STEPS)(
  'An old worker that wakes while its successor stands at the same place (%s) writes nothing and sends nothing',
  async ([at, step, posts]) => {
    const { world, plan } = smallWorld([PAIR]);
    const scene = await openScene({ world, plan });
    const network = await startTcpProxy(scene.env.TEMPORAL_ADDRESS ?? '');
    try {
      const old = await scene.worker({ DEDUPE_FAILPOINT: `${at}:1:stop`, TEMPORAL_ADDRESS: network.address });
      const run = await scene.start({ timing: { heartbeatMs: 600, quietMs: 60_000 } });
      await stopped(old.pid);
      await network.refuse();
      network.cut();
      const logs = join(scene.folder, 'logs-of-the-successor');
      const successor = await scene.worker({ DEDUPE_FAILPOINT: `${at}:1:stop`, LOGS_DIR: logs });
      await stopped(successor.pid);
      const before = [await journalSize(scene), await pairStates(scene)];
      expect(mergePosts(scene)).toBe(posts);

      old.kill('SIGCONT');
      const slept = () => runLog(scene.env.LOGS_DIR ?? '', run.id).filter((line) => line.step === step);
      await until('the step of the old worker has ended', () => slept().length > 0);
      expect(slept()).toMatchObject([{ msg: 'step failed', error: 'StaleAttempt' }]);
      expect([await journalSize(scene), await pairStates(scene)]).toEqual(before);
      expect(mergePosts(scene)).toBe(posts);

      successor.kill('SIGCONT');
      expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      await expectFaultFree(scene, { world, plan });
      expect(mergePosts(scene)).toBe(1);
    } finally {
      await scene.close();
      network.close();
    }
  },
);
