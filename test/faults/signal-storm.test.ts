import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowNotFoundError } from '@temporalio/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { pauseEverything, resumeEverything } from '../../control/stop/pause-everything.ts';
import { pauseRun, resumeRun } from '../../control/stop/pause-run.ts';
import { createRandom } from '../../samples/random.ts';
import { makeCode } from '../../store/orders/codes.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { reportFolder } from '../report/read-report.ts';
import { anything } from '../signals/hostile.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { approve } from '../support/words.ts';

const SIGNALS = 300;
const NAMES = ['pause', 'resume', 'approve', 'reject', 'goOn', 'wake', 'nonsense'];
/** All but the last are clear; that one nobody names, so that the run does not end by itself. */
const newWorld = () =>
  smallWorld([
    ...manyPairs(6),
    { members: { 'REVU-91': ['TKT-91'], 'REVU-92': ['TKT-92'] }, decision: 'review' as const },
  ]);

/** Whatever people and strangers say in the middle of a run: every signal with anything in it, and the scripts' words among them. */
async function storm(scene: Scene, run: Run, seed: number): Promise<void> {
  const random = createRandom(seed);
  const payloads = fc.sample(anything, { numRuns: SIGNALS, seed });
  const handle = scene.client.workflow.getHandle(run.workflowId);
  const word = { db: scene.database.db, client: async () => scene.client, run };
  const clear = scene.plan.clusters.filter(({ decision }) => decision === 'auto').map(({ id }) => id);
  for (const [index, payload] of payloads.entries()) {
    // What only stops is allowed to all: a rejection of everything would leave nothing to look at.
    const name = random.pick(NAMES);
    const message = name === 'reject' ? { clusters: payload } : payload;
    await handle.signal(name, ...(random.chance(0.1) ? [] : [message])).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
    if (index % 15 === 0) await pauseRun({ ...word, reason: 'storm' });
    if (index % 15 === 7) await resumeRun(word);
    if (index % 60 === 20) await pauseEverything({ ...word, by: 'ada' });
    if (index % 60 === 28) await resumeEverything(word);
    if (index % 40 === 3) await approve(scene, run, { clusters: [random.pick(clear)] }).catch(ignoreRefused);
    if (index % 40 === 33) {
      const { code } = await makeCode(scene.database.db, { runId: run.id });
      await handle.signal(random.pick(['approve', 'resume']), { clusters: [random.pick(clear)], code });
    }
  }
}

function ignoreRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'Refused') throw error;
}

test('A run that hears three hundred signals with anything in them goes on when it is resumed, merges what was approved, and ends by finish with its report', async () => {
  const { world, plan } = newWorld();
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ approve: 'none', canary: 2, window: 3 });
    await storm(scene, run, 1);
    const word = { db: scene.database.db, client: async () => scene.client, run };
    await resumeEverything(word);
    await resumeRun(word);
    await approve(scene, run, { all: true }).catch(ignoreRefused);
    await scene.client.workflow.getHandle(run.workflowId).signal('finish');
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 6, merged: 6 } });
    expect(existsSync(join(reportFolder(scene, run), 'report.html'))).toBe(true);
    const clusters = plan.clusters.filter(({ decision }) => decision === 'auto');
    await expectFaultFree(scene, { world, plan: { ...plan, clusters } });
  } finally {
    await scene.close();
  }
});

test('A run that hears three hundred signals and is then cancelled ends with its report, and no merge is left under way', async () => {
  const scene = await openScene(newWorld());
  try {
    await scene.workerHere();
    const run = await scene.start({ approve: 'auto', canary: 2, window: 3 });
    await storm(scene, run, 2);
    await cancelRun({ db: scene.database.db, client: async () => scene.client, run });
    const end = await scene.result(run).catch((error: unknown) => error);
    expect(end).toMatchObject({ name: 'WorkflowFailedError', cause: { name: 'CancelledFailure' } });
    expect(await getRun(scene.database.db, run.id)).toMatchObject({ state: 'cancelled' });
    expect(existsSync(join(reportFolder(scene, run), 'report.html'))).toBe(true);
    expect(Object.values(await pairStates(scene)).filter((state) => state === 'sent')).toEqual([]);
  } finally {
    await scene.close();
  }
});
