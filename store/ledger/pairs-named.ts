import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { PairKey, PairState, RunMode } from '../types.ts';

export interface NamedPair {
  key: PairKey;
  state: PairState;
  runId: string;
}

/** The pairs of a cluster that a person may mean, of real runs or of dry ones: `rest` is `<duplicate>` or `<primary>.<duplicate>`. */
export async function pairsNamed(
  db: Tx,
  { mode, clusterId, rest }: { mode: RunMode; clusterId: string; rest: string },
): Promise<NamedPair[]> {
  const rows = await db.execute<Record<'crm' | 'org' | 'primary' | 'duplicate' | 'run', string> & { state: PairState }>(
    sql`
    select crm, org, primary_id as primary, duplicate_id as duplicate, state, run_id as run from pairs
    where mode = ${mode} and cluster_id = ${clusterId} and ${rest} in (duplicate_id, primary_id || '.' || duplicate_id)`,
  );
  return rows.map(({ crm, org, primary, duplicate, state, run }) => ({
    key: { mode, crm, org, clusterId, primaryId: primary, duplicateId: duplicate },
    state,
    runId: run,
  }));
}
