import { resumeRun } from '../../control/stop/pause-run.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Selection } from '../../store/runs/selection.ts';
import type { Scene } from './scene.ts';

/** What the scripts say to a run. */
export async function approve(scene: Scene, run: Run, selection: Selection, by = 'tester'): Promise<void> {
  await tellDecision({ ...wordTo(scene, run), choice: 'approve', selection, by });
}

export async function resume(scene: Scene, run: Run): Promise<void> {
  await resumeRun(wordTo(scene, run));
}

function wordTo({ client, database }: Scene, run: Run) {
  return { db: database.db, client: async () => client, run };
}
