import { expect, inject, test } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { testFolder } from '../support/folder.ts';
import { hold, oneOfEach } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { openScene } from '../support/scene.ts';
import { startTestTemporal } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';

test('A run goes on after the Temporal server was killed and started again on its file, and applies every pair once', async () => {
  const folder = testFolder();
  const { world, plan } = smallWorld(manyPairs(9));
  const doomed = await startTestTemporal({ folder, kept: true });
  const { address: temporalAddress, namespace } = doomed;
  const servers = { temporalAddress, namespace, databaseUrl: await createDatabase(inject('adminDatabaseUrl')) };
  const scene = await openScene({ world, plan, servers });
  const held = hold(scene, oneOfEach(plan));
  await scene.workerHere();
  const run = await scene.start({ canary: 6, window: 6 });
  await held.arrived();

  doomed.kill();
  expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
  held.letGo();
  const restarted = await startTestTemporal({ folder, kept: true, port: Number(temporalAddress.split(':')[1]) });
  try {
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 9, merged: 9 } });
    await expectFaultFree(scene, { world, plan });
  } finally {
    await scene.close();
    await restarted.kill();
  }
});
