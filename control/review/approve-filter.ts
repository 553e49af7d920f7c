import type { Client } from '@temporalio/client';
import type { ShortNames } from '../../contacts/names/short-names.ts';
import type { Db } from '../../store/database.ts';
import type { ReviewFilter } from '../../store/review/filter.ts';
import { type FilterSet, readFilterSet } from '../../store/review/filter-set.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import { refuseEnded } from '../signal-run.ts';
import type { CountedSets } from './counted-sets.ts';
import { wakeRun } from './wake-run.ts';

export interface ApproveFilter {
  db: Db;
  /** Connects to Temporal when it is needed: after the store has the decision. */
  client: () => Promise<Client>;
  run: Run;
  filter: ReviewFilter;
  shortNames: ShortNames;
  /** Of the set that the person was shown the number of. */
  digest: string;
  by: string;
  /** Where that set was kept when it was counted. */
  counted: CountedSets;
}

export type ApproveFilterOutcome =
  | { ok: true; approved: string[]; leftOut: FilterSet['leftOut']; woken: boolean }
  /** What the filter wants is another set by now. `added` and `gone`: null where nobody knows any more what was counted. */
  | { ok: false; now: FilterSet; added: string[] | null; gone: string[] | null };

/** Approves all that a filter wants, if that is still what was counted, without what takes an approval of its own. */
export async function approveFilter(request: ApproveFilter): Promise<ApproveFilterOutcome> {
  const { db, run, digest, by, counted } = request;
  refuseEnded(run);
  const outcome = await db.transaction(async (tx): Promise<ApproveFilterOutcome> => {
    const now = await readFilterSet(tx, request);
    if (now.digest !== digest) return { ok: false, now, ...counted.difference(digest, now.clusters) };
    const selection = { clusters: now.clusters };
    const said = { runId: run.id, choice: 'approve' as const, by, selection, through: 'page' as const };
    const approved = now.clusters.length === 0 ? [] : await storeDecision(tx, { ...said, onlyUndecided: true });
    return { ok: true, approved, leftOut: now.leftOut, woken: false };
  });
  return outcome.ok ? { ...outcome, woken: await wakeRun(request) } : outcome;
}

/** Counts what a filter wants, and keeps it for whoever approves it. */
export async function countFilter(
  request: Pick<ApproveFilter, 'db' | 'run' | 'filter' | 'shortNames' | 'counted'>,
): Promise<FilterSet> {
  const set = await readFilterSet(request.db, request);
  request.counted.keep(set);
  return set;
}
