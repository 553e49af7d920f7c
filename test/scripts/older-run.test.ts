import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restoreDump } from '../../store/dump/restore-dump.ts';
import { writeDump } from '../../store/dump/write-dump.ts';
import { emptyStore } from '../support/database.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';

test('A worker takes no step for a database that has forgotten a run; a person accepts that, and can cancel the run', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const [url = '', path] = [scene.env.DATABASE_URL, join(scene.folder, 'older.dump')];
  try {
    const worker = await scene.workerHere();
    await writeDump({ url, path });
    const run = await scene.start({ approve: 'none' });
    await standstill(scene, run);
    await worker.end();
    await emptyStore(url);
    await restoreDump({ url, path });

    await expect(scene.workerHere()).rejects.toMatchObject({ name: 'OlderStore', runs: [run.id] });
    const doctor = await runScript(scene, ['doctor', '--only', 'runs', '--json']);
    expect([doctor.code, doctor.out]).toEqual([5, expect.stringContaining(run.id)]);
    const accepted = await runScript(scene, ['store', 'accept-older', '--json']);
    expect(JSON.parse(accepted.out)).toEqual({ accepted: [run.id] });
    const cancelled = await runScript(scene, ['cancel', run.id, '--json']);
    expect(JSON.parse(cancelled.out)).toEqual({ run: run.id, cancelling: true, unknown: true });
    await scene.workerHere();
    const status = async () => (await scene.client.workflow.getHandle(run.workflowId).describe()).status.name;
    await until('the workflow has ended', async () => (await status()) !== 'RUNNING');
    expect(scene.sandbox.effects()).toEqual([]);
  } finally {
    await scene.close();
  }
});
