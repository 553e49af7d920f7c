import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A dry run backs up and checks everything and sends no write; the real run of the same plan then merges', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const dry = await scene.start({ dryRun: true });
    expect(await scene.result(dry)).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(scene.sandbox.requests().filter((request) => request.write)).toEqual([]);
    expect(scene.sandbox.effects()).toEqual([]);
    expect(await pairStates(scene, 'dry')).toEqual({ 'REVU-2': 'would-merge' });
    expect((await readdir(scene.env.BACKUP_DIR ?? '')).filter((name) => !name.startsWith('.'))).toHaveLength(2);

    const real = await scene.start();
    expect(await scene.result(real)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
  }
});

test('A dry run works with a token that may only read', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere({ DEVREV_API_TOKEN: 'sandbox-read-token' });
    const dry = await scene.start({ dryRun: true });
    expect(await scene.result(dry)).toMatchObject({ state: 'done', counts: { done: 1 } });
  } finally {
    await scene.close();
  }
});
