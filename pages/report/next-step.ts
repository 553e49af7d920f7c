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

/** What a person can do about a pair that is not done. Words: next-step-words.ts. */
export type NextStep =
  | { code: 'give-a-word'; values: { pair: string; sentOnce: boolean } }
  | { code: 'look-and-resolve'; values: { pair: string } }
  | { code: 'look-and-approve'; values: { run: string; cluster: string } }
  | { code: 'await-next-run' | 'start-again'; values: Record<never, never> };

export function nextStep({ pair, state, sends }: StoppedPair, { run, state: runState, dryRun }: AroundPair): NextStep {
  const open = runState === 'open';
  if (state === 'not-applied') return { code: 'give-a-word', values: { pair, sentOnce: sends <= 1 } };
  if (sends > 0 && !dryRun) return { code: 'look-and-resolve', values: { pair } };
  if (state === 'drifted' && open) {
    return { code: 'look-and-approve', values: { run, cluster: pair.split('.')[0] ?? '' } };
  }
  return { code: open ? 'await-next-run' : 'start-again', values: {} };
}
