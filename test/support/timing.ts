import type { Timing } from '../../workflows/timing.ts';

/** The protocol at test speed: the same order of bounds as in production, a second long. */
export const TEST_TIMING: Timing = {
  heartbeatMs: 1_500,
  readMs: 120_000,
  postMs: 1_500,
  sendMs: 2_000,
  quietMs: 2_500,
  looksApartMs: 400,
  partialMs: 2_000,
  goneApartMs: 300,
  firstLookMs: 80,
  longestLookMs: 400,
  retryFirstMs: 100,
  retryLongestMs: 500,
  workflowTaskMs: 1_500,
  readAttempts: 4,
  consentFirstMs: 300,
  consentLongestMs: 1_000,
};
