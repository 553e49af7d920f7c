import { tellDecision } from '../../control/tell-decision.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Selection } from '../../store/runs/selection.ts';
import type { Choice } from './choose.ts';
import type { LiveLine } from './live-line.ts';
import { BY } from './settings.ts';
import type { Stage } from './stage.ts';

/** What the parts of the demo share once its run is started. */
export interface Scene extends Choice {
  stage: Stage;
  run: Run;
  say: (text: string) => void;
  line: LiveLine;
}

/** Approves as `npm run approve` does, and wakes the run. */
export async function approve({ stage, run }: Scene, selection: Selection): Promise<void> {
  const { client, database } = stage;
  await tellDecision({ client: async () => client, db: database.db, run, choice: 'approve', selection, by: BY });
}
