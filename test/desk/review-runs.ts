import { withDigest } from '../../contacts/planning/plan-text.ts';
import { createRun, type Run } from '../../store/runs/runs.ts';
import { smallWorld } from '../support/small-world.ts';
import type { TestDesk } from './desk.ts';

/** Makes runs, each of a plan and an organization of its own: one cluster of three that waits, and two of two. */
export function reviewRuns(desk: () => TestDesk, org: string): () => Promise<Run> {
  let runs = 0;
  return () => {
    runs += 1;
    const { plan } = smallWorld([
      { members: { 'REVU-1': [], 'REVU-2': [], 'REVU-3': [] }, decision: 'review' },
      { members: { 'REVU-4': [], 'REVU-5': [] } },
      { members: { [`REVU-${runs + 10}`]: [], 'REVU-7': [] } },
    ]);
    const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
    return createRun(desk().desk.db, { plan: withDigest(plan), org: `${org}-${runs}`, dryRun: false, options });
  };
}
