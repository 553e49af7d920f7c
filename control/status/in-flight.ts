import type { RateUse } from '../../store/rate/use.ts';
import type { FactsInFlight } from '../../store/runs/in-flight.ts';

/** What a cluster in flight does now. */
export type StepInFlight =
  | 'backing up'
  | 'verifying'
  | 'keeping opt-outs'
  | 'reading again'
  | 'sending'
  | 'waiting for the CRM to finish'
  | 'looking'
  | 'ending';

export interface ClusterInFlight {
  cluster: string;
  /** The duplicate of the pair that it works on; null between its pairs. */
  duplicate: string | null;
  step: StepInFlight;
  /** What it may have to wait for before the step goes on. */
  waitsFor: 'budget' | 'resume' | null;
  /** When the ledger last moved. */
  since: string;
}

/** After so long a POST has ended one way or another: its answer was lost. */
const LONGEST_SEND_MS = 60_000;

/** Steps whose calls are not paid ahead. */
const PAYING: StepInFlight[] = [
  'backing up',
  'keeping opt-outs',
  'reading again',
  'waiting for the CRM to finish',
  'looking',
];

/** Clusters in flight in words, from the ledger's states and times. */
export function inFlightOf(
  facts: FactsInFlight[],
  known: { budget: RateUse | null; paused: boolean },
): ClusterInFlight[] {
  const { budget, paused } = known;
  const isShort = budget !== null && (budget.fullUntil !== null || budget.blockedUntil !== null);
  return facts.map((fact) => {
    const step = stepOf(fact);
    const isStopped = paused && fact.state === 'fresh';
    const isWaiting = isShort && PAYING.includes(step);
    const waitsFor = isStopped ? 'resume' : isWaiting ? 'budget' : null;
    return { cluster: fact.cluster, duplicate: fact.duplicate, step, waitsFor, since: fact.since };
  });
}

function stepOf({ state, backedUp, outcome, gone, ageMs }: FactsInFlight): StepInFlight {
  switch (state) {
    case 'approved':
      return backedUp ? 'verifying' : 'backing up';
    case 'backed-up':
      return 'verifying';
    case 'verified':
      return 'keeping opt-outs';
    case 'consent-tightened':
      return 'reading again';
    case 'fresh':
    case 'intent':
      return 'sending';
    case 'sent':
      if (gone) return 'looking';
      return outcome === null && ageMs < LONGEST_SEND_MS ? 'sending' : 'waiting for the CRM to finish';
    case 'merged':
      return 'looking';
    default:
      return 'ending';
  }
}
