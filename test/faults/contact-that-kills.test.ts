import { expect, test } from 'vitest';
import { ended } from '../support/ended.ts';
import { pairReasons } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import type { TestWorker } from '../support/worker-process.ts';

const TWO = [
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
];

/** Whoever reads this contact's tickets gets the signal, and another worker comes, so many times. How often it was: what is answered. */
function endsWorkers(
  scene: Scene,
  { signal, times }: { signal: NodeJS.Signals; times: number },
): () => Promise<number> {
  let ends = 0;
  let told: TestWorker | null = null;
  let current: Promise<TestWorker> = scene.worker();
  const run = async (): Promise<void> => {
    const worker = await current;
    if (worker !== told && ends === times) return;
    if (worker !== told) {
      told = worker;
      ends += 1;
      worker.kill(signal);
    }
    // What it asks again while it ends is not answered either.
    await worker.exited;
    if (worker === told && !followed.has(worker)) {
      followed.add(worker);
      current = scene.worker();
    }
  };
  const followed = new Set<TestWorker>();
  scene.sandbox.addFault({ on: 'works.list', pair: { primary: 'REVU-2' }, every: 1, do: { kind: 'run', run } });
  return async () => {
    await current;
    return ends;
  };
}

test.concurrent('A contact over which three workers are lost at the same place is held with that place, and the others go on', async () => {
  const { world, plan } = smallWorld(TWO);
  const scene = await openScene({ world, plan });
  try {
    const deaths = endsWorkers(scene, { signal: 'SIGKILL', times: 9 });
    // Short, so that the dead are missed soon; no shorter, so that a worker that is only slow is not taken for one of them.
    const run = await scene.start({ timing: { heartbeatMs: 2_000 } });
    await until('it is held', async () => (await pairStates(scene))['REVU-2'] === 'held', 90_000);
    expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, held: 1 } });
    expect(await deaths()).toBe(3);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held', 'REVU-4': 'done' });
    expect((await pairReasons(scene))['REVU-2']).toBe(
      '3 workers were lost over it at the same place: backUpContact, at its beginning',
    );
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});

test.concurrent('A worker that is ended in order is none that a contact has killed, however often', async () => {
  const { world, plan } = smallWorld(TWO.slice(0, 1));
  const scene = await openScene({ world, plan });
  try {
    const deaths = endsWorkers(scene, { signal: 'SIGTERM', times: 3 });
    const run = await scene.start();
    const end = await ended(scene, run).catch((stopped: unknown) => stopped);
    expect(end).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(await deaths()).toBe(3);
  } finally {
    await scene.close();
  }
});
