import { expect, test } from 'vitest';
import { FAILPOINTS } from '../../activities/failpoint.ts';
import { afterImages } from '../support/after-images.ts';
import { readBackup } from '../support/backups.ts';
import { backupProblems } from '../support/backups-verify.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { appliedMerges, mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** Killed between the commit of `sent` and the bytes: nobody can know that nothing was sent, so the pair waits for a person. */
const HELD = ['sent.after', 'post.before'];

const AFTERWARDS = {
  reported: { 'TKT-1': ['REVU-1'], 'TKT-2': ['REVU-1'], 'TKT-3': ['REVU-1'] },
  conversations: { 'CONV-1': ['REVU-1'], 'CONV-2': ['REVU-1'] },
};

/**
 * Others are passed only where the rules map consent, the profile changes references, a contact base is read, somebody is told or a merge is
 * taken back: see the tests named …-worker-killed here, scans/killed, scripts/podium-dry-run, scripts/notify and undo/worker-killed.
 */
const PASSED = FAILPOINTS.filter((failpoint) => !/^(consent|carry|ref|scan|audit|notice|undo)\./.test(failpoint));

test.concurrent.for(PASSED)(
  'A worker killed at %s is replaced and the merge ends as without the kill',
  async (failpoint) => {
    const { world, plan } = smallWorld([
      {
        members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'] },
        conversations: { 'CONV-1': ['REVU-2'], 'CONV-2': ['REVU-1', 'REVU-2'] },
      },
    ]);
    const scene = await openScene({ world, plan });
    try {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${failpoint}:1:kill` });
      const run = await scene.start();
      expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
      await scene.workerHere();
      if (HELD.includes(failpoint)) {
        await until(
          'the pair is proven not applied',
          async () => (await pairStates(scene))['REVU-2'] === 'not-applied',
        );
        expect(mergePosts(scene)).toBe(0);
        expect(appliedMerges(scene)).toEqual([]);
        return;
      }
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      await expectFaultFree(scene, { world, plan });
      for (const contact of ['REVU-1', 'REVU-2']) {
        const threads = contact === 'REVU-1' ? ['CONV-2'] : ['CONV-1', 'CONV-2'];
        expect(readBackup(scene, contact)?.conversations).toEqual(expect.arrayContaining(threads));
      }
      expect(Object.values(await backupProblems(scene)).flat()).toEqual([]);
      expect(await afterImages(scene)).toMatchObject({ 'REVU-2': AFTERWARDS });
    } finally {
      await scene.close();
    }
  },
);
