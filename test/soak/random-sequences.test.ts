import fc from 'fast-check';
import { test } from 'vitest';
import { patience } from '../support/patience.ts';
import { playSequence, sequence } from '../support/random-sequence.ts';

const SEQUENCES = 10;

test.for(fc.sample(sequence, { seed: Number(process.env.SOAK_SEED), numRuns: SEQUENCES }))(
  'Whatever befalls two plans for the same people, no law is broken, and every pair has a way out: $death, $fate, $agent',
  { timeout: patience(120_000) },
  playSequence,
);
