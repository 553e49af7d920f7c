import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { getRun } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

test('A CRM that cannot be reached when a worker starts delays only its own steps: other runs are cancelled and reported, and it goes on when the CRM is back', async () => {
  const scene = await openScene(smallWorld([PAIR]));
  const crm = await startTcpProxy(new URL(scene.sandbox.url).host);
  const { db } = scene.database;
  const client = async () => scene.client;
  try {
    await crm.refuse();
    await scene.workerHere({ DEVREV_BASE_URL: `http://${crm.address}` });
    const first = await scene.start({ dryRun: true });
    await until('a worker has begun it', async () => (await scene.progress(first)).runId === first.id, 60_000);
    await cancelRun({ db, client, run: first });
    await until('it is cancelled', async () => (await getRun(db, first.id))?.state === 'cancelled', 60_000);
    const report = join(scene.env.REPORTS_DIR ?? '', first.id, 'report.json');
    await until('its report is written', () => existsSync(report));
    expect(scene.sandbox.requests()).toEqual([]);

    const second = await scene.start();
    await crm.serve();
    expect(await ended(scene, second)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
    crm.close();
  }
});
