import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../../contacts/words/counted.ts';
import { countClusters } from '../../store/runs/count-clusters.ts';
import { countPairs } from '../../store/runs/count-pairs.ts';
import { getRun } from '../../store/runs/runs.ts';
import type { Scene } from './scene.ts';

export interface Follow extends Pick<Scene, 'stage' | 'run' | 'line'> {
  /** Stop following when so many clusters have ended. The run's end always does. */
  clusters?: number;
}

const LOOK_MS = 400;

/** Shows the progress until so many clusters have ended, or the run has. Throws RunPaused when the run stops by itself. */
export async function followRun({ stage, run, line, clusters = Number.POSITIVE_INFINITY }: Follow): Promise<void> {
  const { db } = stage.database;
  for (;;) {
    const now = await getRun(db, run.id);
    if (now === null) throw new Error(`Run ${run.id} is not in the store`);
    const { approved, ended } = await countClusters(db, now);
    const { merged } = await countPairs(db, now);
    line.show(
      `${ended} of ${counted(approved, 'approved cluster has', 'approved clusters have')} ended, ${counted(merged, 'pair')} merged`,
    );
    const isPaused = now.stopAt !== null && now.stopBy !== 'cancel';
    if (now.state !== 'open' || ended >= clusters || isPaused) {
      line.end();
      if (now.state !== 'open' || !isPaused) return;
      throw new RunPaused(now.stopReason ?? 'no reason was given');
    }
    await sleep(LOOK_MS);
  }
}

/** The run has paused by itself, which it does when something is not as it should be. */
export class RunPaused extends Error {
  override readonly name = 'RunPaused';
}
