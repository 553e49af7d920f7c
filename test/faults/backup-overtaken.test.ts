import { expect, test } from 'vitest';
import { backupProblems } from '../support/backups-verify.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold } from '../support/hold.ts';
import { PAIR } from '../support/one-pair.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { stopped } from '../support/stopped.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

test('A worker that wakes and begins a backup anew, while another makes it, costs neither the backup nor the merge', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const network = await startTcpProxy(scene.env.TEMPORAL_ADDRESS ?? '');
  try {
    const sleeper = await scene.worker({ DEDUPE_FAILPOINT: 'backup.before:1:stop', TEMPORAL_ADDRESS: network.address });
    const run = await scene.start({ timing: { heartbeatMs: 600 } });
    await stopped(sleeper.pid);
    network.cut();
    const [ofTheLiving, ofTheWoken] = [1, 2].map((nth) => hold(scene, [{ on: 'timeline-entries.list', nth }]));
    await scene.workerHere();
    await ofTheLiving?.arrived();
    sleeper.kill('SIGCONT');
    await ofTheWoken?.arrived();
    ofTheLiving?.letGo();
    ofTheWoken?.letGo();
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, skipped: 0 } });
    await expectFaultFree(scene, { world, plan });
    // Of both contacts, and how the merge left things.
    expect(Object.values(await backupProblems(scene))).toEqual([[], [], []]);
  } finally {
    await scene.close();
    network.close();
  }
});
