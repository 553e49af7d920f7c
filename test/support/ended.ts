import { setTimeout as sleep } from 'node:timers/promises';
import { type Run, readStop } from '../../store/runs/runs.ts';
import type { RunResult } from '../../workflows/types.ts';
import type { Scene } from './scene.ts';

/** The result of a run that is to end by itself. Fails with the run's own reason as soon as it pauses instead. */
export async function ended(scene: Scene, run: Run): Promise<RunResult> {
  const result = scene.result(run);
  for (;;) {
    const first = await Promise.race([result, sleep(1000, null)]);
    if (first !== null) return first;
    const progress = await scene.progress(run).catch(() => null);
    // A run that was just resumed may not have heard of it yet.
    if (progress?.paused && (await readStop(scene.database.db, run.id)).stopped)
      throw new Error(`The run is paused: ${progress.pauseReason}`);
  }
}
