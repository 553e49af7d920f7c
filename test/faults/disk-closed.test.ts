import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { getRun } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { PAIR } from '../support/one-pair.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A folder of backups that cannot be written to pauses the run at once and says why; put right and resumed, it ends as without a fault', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const backups = scene.env.BACKUP_DIR ?? '';
  // A file where a folder is wanted, from the first read on.
  const run = (): void => {
    renameSync(backups, `${backups}.aside`);
    writeFileSync(backups, '');
  };
  scene.sandbox.addFault({ on: 'rev-users.get', nth: 2, do: { kind: 'run', run } });
  try {
    await scene.workerHere();
    const started = await scene.start();
    await until('the run is paused', async () => (await scene.progress(started)).paused);
    const paused = await getRun(scene.database.db, started.id);
    expect(paused).toMatchObject({ stopBy: 'disk', stopReason: expect.stringMatching(/\((ENOTDIR|EEXIST)\).*resume/) });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'approved' });

    rmSync(backups);
    renameSync(`${backups}.aside`, backups);
    await resumeRun({ db: scene.database.db, client: async () => scene.client, run: started });
    expect(await ended(scene, started)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
