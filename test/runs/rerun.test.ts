import { expect, test } from 'vitest';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('Running a finished plan again sends no write', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    await scene.result(await scene.start());
    const writesBefore = scene.sandbox.requests().filter((request) => request.write).length;
    expect(await scene.result(await scene.start())).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(scene.sandbox.requests().filter((request) => request.write)).toHaveLength(writesBefore);
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
  }
});
