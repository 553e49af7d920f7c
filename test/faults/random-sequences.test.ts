import { test } from 'vitest';
import { patience } from '../support/patience.ts';
import { playSequence, type Sequence } from '../support/random-sequence.ts';

/** Each death, fate, agent and order of plans at least once, and always the same; the soak makes others at random. */
const EVERY_DAY: Sequence[] = [
  { death: 'fresh.after', fate: 'never', stale: true, agent: 'nobody', plans: [0, 1] },
  { death: 'intent.after', fate: 'half', stale: false, agent: 'deletes a ticket', plans: [0, 0] },
  { death: 'sent.after', fate: 'applied', stale: true, agent: 'gives a ticket away', plans: [1, 0] },
  { death: 'answer.before', fate: 'answer lost', stale: true, agent: 'deletes a ticket', plans: [0, 1] },
  { death: 'answer.after', fate: 'late', stale: false, agent: 'gives a ticket away', plans: [1, 0] },
];

test.for(EVERY_DAY)(
  'Killed workers, lost answers, agents and a second plan break no law, and every pair has a way out: $death, $fate, $agent',
  { timeout: patience(120_000) },
  playSequence,
);
