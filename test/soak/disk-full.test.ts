import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { getRun } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const CLUSTERS = 6;

/** A disk in memory, as only root may make one. */
function mountDisk(path: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'contact-dedupe-test', path]);
}

test('A disk that is full pauses the run at once and says so, with whole backups or none; with room again and resumed, it ends as without a fault', async () => {
  const { world, plan } = smallWorld(manyPairs(CLUSTERS));
  const scene = await openScene({ world, plan });
  const backups = scene.env.BACKUP_DIR ?? '';
  mkdirSync(backups);
  // Room for the backups of one cluster or two.
  mountDisk(backups, 'size=160k,mode=0700');
  try {
    await scene.workerHere();
    const run = await scene.start({ canary: 1, window: 3 });
    await until('the run is paused', async () => (await scene.progress(run)).paused);
    const paused = await getRun(scene.database.db, run.id);
    expect(paused).toMatchObject({ stopBy: 'disk', stopReason: expect.stringMatching(/\(ENOSPC\).*resume/) });
    const states = Object.values(await pairStates(scene));
    expect(states.filter((state) => ['skipped', 'held', 'drifted'].includes(state))).toEqual([]);
    expect(mergePosts(scene)).toBeLessThan(CLUSTERS);

    mountDisk(backups, 'remount,size=16m');
    await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: CLUSTERS, merged: CLUSTERS } });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(CLUSTERS);
  } finally {
    execFileSync('umount', ['--lazy', backups]);
    await scene.close();
  }
});
