import type { ClusterInFlight } from '../../control/status/in-flight.ts';
import type { RunStatus } from '../../control/status/run-status.ts';

/** The moment at which these statuses are looked at. */
export const NOW: number = Date.parse('2026-11-21T14:00:00Z');

/** So many seconds before or after that moment. */
export function at(seconds: number): string {
  return new Date(NOW + seconds * 1000).toISOString();
}

export function inFlight(index: number, more: Partial<ClusterInFlight> = {}): ClusterInFlight {
  const cluster = String(index).repeat(32).slice(0, 32);
  return { cluster, duplicate: `REVU-${index}`, step: 'backing up', waitsFor: null, since: at(-12), ...more };
}

/** A run in the middle of its work. */
export function status(more: Partial<RunStatus> = {}): RunStatus {
  return {
    run: '0123456789ab-1',
    workflowId: 'dedupe-devrev-orgone-0123456789ab',
    plan: '0123456789ab',
    crm: 'devrev',
    organization: 'orgone',
    dryRun: false,
    state: 'open',
    lostAs: null,
    lostBecause: null,
    startedAt: '2026-11-21T13:30:00.000Z',
    settingsFor: null,
    endedAt: null,
    endedBecause: null,
    unwrittenReport: null,
    waitsFor: 'nothing',
    steps: [],
    watches: [],
    changedKeys: 0,
    scan: null,
    workers: { fit: 1, others: [] },
    pauseReason: null,
    pausedBy: null,
    pauseWhy: null,
    everythingPaused: null,
    untrusted: [],
    clusters: {
      byState: { approved: 33, started: 3, done: 12 },
      undecided: { auto: 0, review: 0 },
      approved: 48,
      ended: 12,
    },
    pairs: { byState: { done: 13 }, merged: 13, perMinute: 4.5, byMinute: [] },
    undecided: [],
    left: [],
    othersWaiting: [],
    unfinished: { pairs: [], clusters: [] },
    progress: null,
    budget: { limit: { calls: 45, windowMs: 60_000 }, made: 33, reserved: 5, fullUntil: null, blockedUntil: null },
    etaMs: 500_000,
    lanes: [inFlight(1), inFlight(2), inFlight(3, { step: 'waiting for the CRM to finish', since: at(-130) })],
    waits: [],
    canary: { clusters: 5, ended: 5, done: 5, state: 'passed' },
    brake: { ended: 12, bad: 0, from: 50, most: 0.02, stopped: false },
    ...more,
  };
}
