import { nounFor } from '../../contacts/words/counted.ts';
import { unknownRuns } from '../../control/unknown-runs.ts';
import { forgetRuns } from '../../store/identity/forgotten-runs.ts';
import type { StoreCommand } from './store-command.ts';

export const acceptOlder: StoreCommand = {
  does: 'an older copy was put back and there is no newer one: the runs that it does not know are given up',
  run: async (control) => {
    const runs = await unknownRuns(control);
    const ids = runs.map(({ runId }) => runId);
    await forgetRuns(control.db, ids);
    return { value: { accepted: ids }, text: runs.length === 0 ? NONE : textOf(ids) };
  },
};

const NONE = 'Temporal has no run open that this database does not know';

function textOf(ids: string[]): string {
  const whose = nounFor(ids.length, 'run is', 'runs are');
  return [
    `${ids.length} ${whose} given up: ${ids.join(', ')}. Their workflows end by themselves once a worker is up: npm run worker`,
    'What they had merged is in the CRM, and this database does not know it: the next run of the plan finds out what is left',
  ].join('\n');
}
