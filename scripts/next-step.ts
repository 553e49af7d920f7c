import type { RunStatus } from '../control/run-status.ts';
import type { UnfinishedPair } from '../control/unfinished.ts';

/** What to type for a pair that is not done. */
export function nextStep({ pair, state, sends }: UnfinishedPair, { run, state: runState, dryRun }: RunStatus): string {
  const open = runState === 'open';
  if (state === 'not-applied') {
    return `npm run resolve -- ${pair} --by NAME --as ${sends > 1 ? 'abandon' : 'resend   or abandon'}`;
  }
  if (sends > 0 && !dryRun)
    return `look at both contacts in the CRM, then: npm run resolve -- ${pair} --by NAME --as merged`;
  if (state === 'drifted' && open) {
    return `look at both contacts in the CRM, then: npm run approve -- ${run} --by NAME --cluster ${pair.split('.')[0]}`;
  }
  return open ? 'the next run of the plan tries it again' : 'npm run start   with the same plan tries it again';
}
