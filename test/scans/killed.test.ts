import { expect, onTestFinished, test } from 'vitest';
import { openScanScene } from './scan-scene.ts';

/** Where the worker dies: each at its first or second pass, so that every one of them gets a little further. */
const POINTS = [
  'scan.opened:1',
  ...Array.from({ length: 6 }, () => ['scan.read:1', 'scan.kept:1', 'scan.kept:2']).flat(),
  'scan.listed:1',
];

test(`A scan whose worker is killed at ${POINTS.length} points is the scan of one that is not`, async () => {
  const scene = await openScanScene({ pageCap: 5 });
  onTestFinished(() => scene.close());
  const workflowId = await scene.start();
  const ended = scene.client.workflow.getHandle(workflowId).result();
  for (const point of POINTS) {
    const worker = await scene.worker({ DEDUPE_FAILPOINT: `${point}:kill` });
    expect(await worker.exited).toMatchObject({ signal: 'SIGKILL' });
  }
  await scene.worker();
  await ended;
  const killed = await scene.index();
  expect(killed).toHaveLength(scene.world.contacts.length);
  await scene.scan({ full: true });
  expect(await scene.index()).toEqual(killed);
  expect(scene.podium.effects()).toEqual([]);
});
