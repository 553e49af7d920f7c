import { TEST_TIMING } from './timing.ts';

/** For tests in which nothing may be given up because a machine is busy: no heartbeat, POST or task runs out by itself. */
export const PATIENT_TIMING = {
  ...TEST_TIMING,
  heartbeatMs: 30_000,
  postMs: 30_000,
  sendMs: 60_000,
  workflowTaskMs: 10_000,
  quietMs: 1_500,
  looksApartMs: 200,
};

/** The same of a worker's calls. */
export const PATIENT_ENV = { DEVREV_TIMEOUT: '30s' };
