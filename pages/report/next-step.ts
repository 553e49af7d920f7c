import type { PairState } from '../../store/types.ts';

/** A pair that is not done, as a person types it: `<cluster>.<duplicate>`. */
export interface StoppedPair {
  pair: string;
  state: PairState;
  /** Merge requests that may have reached the CRM. */
  sends: number;
}

export interface AroundPair {
  run: string;
  /** Of the run. */
  state: string;
  dryRun: boolean;
}

/** What to type for a pair that is not done. */
export function nextStep({ pair, state, sends }: StoppedPair, { run, state: runState, dryRun }: AroundPair): string {
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
