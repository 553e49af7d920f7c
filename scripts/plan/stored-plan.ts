import { findRun, settingsOfOthers } from '../../control/find-run.ts';
import { withControl } from '../../control/open-control.ts';
import { readStoredPlan } from '../../store/runs/stored-plan.ts';
import { settings } from '../cli/run-args.ts';
import type { Planned } from './planned.ts';

/** The plan of a run in the store; of the newest when none is named. */
export function storedPlan(run: string | null): Promise<Planned> {
  return withControl(
    settings(),
    async ({ db, config }) => {
      const found = await findRun({ db, config, id: run, asks: false, onlyLooks: true });
      const { id, planDigest, crm, org } = found;
      const which = run === null ? `the newest run, ${id}` : `run ${id}`;
      const settingsFor = await settingsOfOthers({ db, config }, found);
      const plan = await readStoredPlan(db, planDigest);
      return { plan, file: `the plan of ${which}`, run: { crm, org, settingsFor } };
    },
    { onlyLooks: true },
  );
}
