import type { Run } from '../runs/runs.ts';
import { reportFacts } from './facts.ts';
import { pairResult } from './result.ts';
import type { ReportRow } from './rows.ts';
import type { PairResult, ReportCounts } from './types.ts';

type PairCounts = Omit<ReportCounts, 'identified' | 'blocked'>;

/** Counts what `reportPair` says, without keeping it. */
export function countPairs(rows: readonly ReportRow[], run: Run): PairCounts {
  const results = new Map<PairResult, number>();
  let attempted = 0;
  for (const row of rows) {
    const facts = reportFacts(row, run);
    const result = pairResult(facts, { run: run.state, cluster: row.clusterState });
    results.set(result, (results.get(result) ?? 0) + 1);
    if (facts.mine && facts.sends > 0) attempted += 1;
  }
  const of = (result: PairResult): number => results.get(result) ?? 0;
  return {
    approved: rows.length,
    attempted,
    succeeded: of('succeeded'),
    alreadyDone: of('already-done'),
    wouldMerge: of('would-merge'),
    held: of('held'),
    drifted: of('drifted'),
    skipped: of('skipped'),
    failed: of('failed'),
    abandoned: of('abandoned'),
    settledMerged: of('settled-merged'),
    settledApart: of('settled-apart'),
    undone: of('undone'),
    takenBack: of('taken-back'),
    notStarted: of('not-started'),
    open: of('open'),
  };
}
