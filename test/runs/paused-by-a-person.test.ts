import { expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { type RunStatus, readStatus } from '../../control/status/run-status.ts';
import { pauseRun } from '../../control/stop/pause-run.ts';
import type { Run } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

test("A person's own words never pass for the canary's, the brake's or a cancellation", async () => {
  const scene = await openScene(tinyPairs(2));
  try {
    const run = await scene.start({ canary: 1, window: 1 });
    const pause = (reason: string) =>
      pauseRun({ db: scene.database.db, client: async () => scene.client, run, reason });

    await pause('canary: five look odd');
    expect(await read(scene, run)).toMatchObject({
      waitsFor: 'resume',
      pauseReason: 'canary: five look odd',
      pausedBy: 'person',
      pauseWhy: null,
      canary: { state: 'ahead' },
    });

    await pause('cancelled');
    const paused = { waitsFor: 'resume', pauseReason: 'cancelled', pausedBy: 'person' };
    expect(await read(scene, run)).toMatchObject(paused);
    await scene.workerHere();
    await until('the workflow knows', async () => (await scene.progress(run)).paused, 60_000);
    const { brake, canary, ...status } = await read(scene, run);
    expect(status).toMatchObject({ ...paused, waits: [{ for: 'resume', because: 'person' }] });
    expect(status.progress).toMatchObject({ pauseReason: 'cancelled', pausedBy: 'person' });
    expect(brake?.stopped).toBe(false);
    expect(canary.state).not.toBe('stopped');
  } finally {
    await scene.close();
  }
});

function read(scene: Scene, run: Run): Promise<RunStatus> {
  const config = loadConfig(scene.env, scene.folder);
  return readStatus({ config, db: scene.database.db, client: async () => scene.client, runId: run.id });
}
