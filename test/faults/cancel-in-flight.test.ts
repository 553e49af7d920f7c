import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { hold } from '../support/hold.ts';
import { locked } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { appliedMerges, mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** Six clusters, three at a time: one is sent, two wait in their backups, three have not begun. Then it is cancelled. */
async function cancelled(options: { merge: Fault['do']; cancel: (scene: Scene, run: Run) => Promise<unknown> }) {
  const { world, plan } = smallWorld(manyPairs(6));
  const scene = await openScene({ world, plan });
  const duplicates = plan.clusters.map((cluster) => cluster.duplicates[0] ?? '');
  const [sent = '', ...others] = duplicates;
  scene.sandbox.addFault({ on: 'rev-users.merge', do: options.merge });
  const waiting = others.slice(0, 2);
  const held = hold(
    scene,
    waiting.map((duplicate) => ({ on: 'rev-users.get', pair: { duplicate } })),
  );
  await scene.workerHere();
  const run = await scene.start({ canary: 6, window: 3 });
  await held.arrived();
  await until('a merge is sent', () => mergePosts(scene) === 1);
  await options.cancel(scene, run);
  held.letGo();
  const failure = await scene.result(run).catch((error: unknown) => error);
  return { scene, run, sent, waiting, failure };
}

const ways: [string, (scene: Scene, run: Run) => Promise<unknown>][] = [
  ['by a script', (scene, run) => cancelRun({ db: scene.database.db, client: async () => scene.client, run })],
  ['from the Temporal UI', (scene, run) => scene.client.workflow.getHandle(run.workflowId).cancel()],
];

test.for(ways)(
  'A run cancelled %s lets the pair in flight end, frees all others and writes its report',
  async ([, cancel]) => {
    const { scene, run, sent, waiting, failure } = await cancelled({ merge: { kind: 'late', ms: 900 }, cancel });
    try {
      expect(failure).toBeInstanceOf(WorkflowFailedError);
      expect((failure as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
      const { status } = await scene.client.workflow.getHandle(run.workflowId).describe();
      expect(status.name).toBe('CANCELLED');
      expect(await getRun(scene.database.db, run.id)).toMatchObject({ state: 'cancelled', stopBy: 'cancel' });
      expect(appliedMerges(scene)).toHaveLength(1);
      expect(mergePosts(scene)).toBe(1);
      const notStarted = waiting.map((duplicate) => [duplicate, 'not-started']);
      expect(await pairStates(scene)).toEqual({ [sent]: 'done', ...Object.fromEntries(notStarted) });
      expect(await locked(scene)).toEqual([]);
      expect(existsSync(join(scene.env.REPORTS_DIR ?? '', run.id, 'report.json'))).toBe(true);
    } finally {
      await scene.close();
    }
  },
);

test('A cancelled run whose merge in flight was never applied ends with that pair held, not with a guess', async () => {
  const cancel = ways[1]?.[1] ?? (async () => {});
  const { scene, run, sent } = await cancelled({ merge: 'never', cancel });
  try {
    expect(await getRun(scene.database.db, run.id)).toMatchObject({ state: 'cancelled' });
    expect(await pairStates(scene)).toMatchObject({ [sent]: 'not-applied' });
    expect(await locked(scene)).toHaveLength(2);
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
