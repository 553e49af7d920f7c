import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import { backupProblems } from '../support/backups-verify.ts';
import { journalSize } from '../support/ledger.ts';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates, until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { stopped } from '../support/stopped.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

/** Where the worker stops, and the step that goes on when it wakes. */
const STOPS: [FailpointName, string][] = [
  ['backup.before', 'backUpContact'],
  ['backup.after', 'backUpContact'],
  ['intent.after', 'sendMerge'],
  ['sent.before', 'sendMerge'],
  ['sent.after', 'sendMerge'],
  ['reconcile.after', 'reconcileMerge'],
];

test.concurrent.for(STOPS)(
  'A worker stopped at %s past its time-outs writes nothing and sends nothing when it wakes after another took over',
  async ([at, step]) => {
    const { world, plan } = smallWorld([PAIR]);
    const scene = await openScene({ world, plan });
    const network = await startTcpProxy(scene.env.TEMPORAL_ADDRESS ?? '');
    try {
      const sleeper = await scene.worker({ DEDUPE_FAILPOINT: `${at}:1:stop`, TEMPORAL_ADDRESS: network.address });
      const run = await scene.start({ timing: { heartbeatMs: 1_000 } });
      await stopped(sleeper.pid);
      // Else the server would hand it a dozen tasks more, each lost for the length of a time-out.
      network.cut();
      await scene.workerHere({ LOGS_DIR: join(scene.folder, 'logs-of-the-other') });
      const [end, posts] = at === 'sent.after' ? ['not-applied', 0] : ['done', 1];
      await until('the other worker ends the pair', async () => (await pairStates(scene))['REVU-2'] === end, 60_000);
      const journal = await journalSize(scene);

      sleeper.kill('SIGCONT');
      const slept = () => runLog(scene.env.LOGS_DIR ?? '', run.id).filter((line) => line.step === step);
      await until('the step that slept has ended', () => slept().length > 0);
      if (!at.startsWith('backup')) expect(slept()).toMatchObject([{ msg: 'step failed', error: 'StaleAttempt' }]);
      sleeper.kill('SIGTERM');
      expect(await sleeper.exited).toMatchObject({ code: 0 });

      expect(await journalSize(scene)).toBe(journal);
      expect(await pairStates(scene)).toEqual({ 'REVU-2': end });
      expect(mergePosts(scene)).toBe(posts);
      expect(appliedMerges(scene)).toHaveLength(posts);
      // Of both contacts, and how the merge left things.
      const kept = end === 'done' ? 3 : 2;
      expect(Object.values(await backupProblems(scene))).toEqual(Array.from({ length: kept }, () => []));
    } finally {
      await scene.close();
      network.close();
    }
  },
);
