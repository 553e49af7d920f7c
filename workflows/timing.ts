import type { Timing } from '../store/orders/timing.ts';

export type { Timing };

/** What orders of before do not say. */
export const CONSENT_PAUSES = { consentFirstMs: 60_000, consentLongestMs: 3_600_000 };

export const DEFAULT_TIMING: Timing = {
  heartbeatMs: 15_000,
  readMs: 24 * 3_600_000,
  postMs: 30_000,
  sendMs: 60_000,
  quietMs: 32 * 60_000,
  looksApartMs: 180_000,
  partialMs: 30 * 60_000,
  goneApartMs: 5_000,
  firstLookMs: 1_500,
  longestLookMs: 60_000,
  retryFirstMs: 1_000,
  retryLongestMs: 30_000,
  workflowTaskMs: 10_000,
  readAttempts: 12,
  ...CONSENT_PAUSES,
};

/** Of a workflow's first step, which asks the store for all else. */
export const FIRST_STEP_TIMING: Timing = {
  ...DEFAULT_TIMING,
  heartbeatMs: 5_000,
  retryFirstMs: 500,
  retryLongestMs: 5_000,
};
