import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../store/runs/runs.ts';
import type { RunProgress } from '../../workflows/types.ts';
import type { Scene } from '../support/scene.ts';

/** Asks the run until its progress is as expected. */
export async function untilProgress(scene: Scene, run: Run, fits: (progress: RunProgress) => boolean): Promise<void> {
  while (!fits(await scene.progress(run))) await sleep(50);
}
