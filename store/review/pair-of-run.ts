import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { doubtsOf } from '../ledger/doubts.ts';
import { isMeant } from '../ledger/pair-name.ts';
import type { Reason } from '../reasons.ts';
import { pairsOfRun } from '../runs/count-pairs.ts';
import type { Run } from '../runs/runs.ts';
import type { PairState, ShownDoubt } from '../types.ts';

/** A pair of a run, as its own page shows it. */
export interface PairOfRun {
  cluster: string;
  primary: string;
  duplicate: string;
  state: PairState;
  reason: string | null;
  why: Reason | null;
  /** Merge requests that may have reached the CRM. */
  sends: number;
  doubts: ShownDoubt[];
}

const DOUBTS = doubtsOf({ runId: sql`p.run_id`, clusterId: sql`p.cluster_id`, duplicateId: sql`p.duplicate_id` });

/** The pair that a name stands for, `<cluster>.<duplicate>` or `<cluster>.<primary>.<duplicate>`; null where the run has none. */
export async function pairOfRun(db: Tx, { run, name }: { run: Run; name: string }): Promise<PairOfRun | null> {
  const [cluster = '', ...rest] = name.split('.');
  const [row] = await db.execute<PairOfRun & Record<string, unknown>>(sql`
    select p.cluster_id as cluster, p.primary_id as primary, p.duplicate_id as duplicate, p.state, p.reason, p.why, p.sends, ${DOUBTS} as doubts
    from ${pairsOfRun(run)} and p.cluster_id = ${cluster} and ${isMeant('p', rest.join('.'))}`);
  return row ?? null;
}
