import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pauseRun, resumeRun } from '../../control/stop/pause-run.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold } from '../support/hold.ts';
import { journalDetails } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { noteMergeTimes, stopTime } from '../support/stop-time.ts';

const PAIRS = 30;

const pauses: [string, (scene: Scene, run: Run) => Promise<unknown>][] = [
  [
    'a script',
    (scene, run) => pauseRun({ db: scene.database.db, client: async () => scene.client, run, reason: 'lunch' }),
  ],
  [
    'a signal alone, as from the Temporal UI',
    (scene, run) => scene.client.workflow.getHandle(run.workflowId).signal('pause'),
  ],
];

test.for(pauses)(
  'After a pause by %s no merge leaves more than a second later, and a resume goes on to the end',
  async ([, pause]) => {
    const { world, plan } = smallWorld(manyPairs(PAIRS));
    const slow = { on: '*', every: 1, do: { kind: 'slow' as const, ms: 10 } };
    const scene = await openScene({ world, plan, sandbox: { faults: [slow] } });
    try {
      // These would send theirs more than a second after the stop.
      const late = plan.clusters.slice(12, 15).map(({ duplicates }) => ({ duplicate: duplicates[0] ?? '' }));
      const held = hold(
        scene,
        late.map((pair) => ({ on: 'rev-users.get', nth: 2, pair })),
      );
      const written = noteMergeTimes(scene);
      await scene.workerHere({ DEVREV_TIMEOUT: '20s' });
      const run = await scene.start({ canary: 2, window: 8 });
      await held.arrived();
      await pause(scene, run);
      await until('the store says stop', async () => (await getRun(scene.database.db, run.id))?.stopAt !== null);
      const stopAt = await stopTime(scene, run);
      await sleep(Math.max(0, stopAt + 1_100 - Date.now()));
      held.letGo();
      const refused = async () => (await journalDetails(scene)).includes('not sent: the run was told to stop');
      await until('a merge is refused', refused);
      const settled = async () =>
        !Object.values(await pairStates(scene)).some((state) => ['intent', 'sent'].includes(state));
      await until('nothing is on its way', settled);
      expect(written).toHaveLength(mergePosts(scene));
      expect(written.filter((at) => at > stopAt + 1_000)).toEqual([]);
      expect((await scene.progress(run)).paused).toBe(true);
      expect(mergePosts(scene)).toBeLessThan(PAIRS);

      await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
      expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: PAIRS, merged: PAIRS } });
      await expectFaultFree(scene, { world, plan });
    } finally {
      await scene.close();
    }
  },
);
