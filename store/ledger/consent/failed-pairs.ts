import { sql } from 'drizzle-orm';
import type { Tx } from '../../database.ts';
import type { PairKey } from '../../types.ts';
import { IS_FAILED } from './compliance.ts';

const MOST = 20;

/** Merged pairs of a run that do not refuse what they must, since when, in ISO 8601; the oldest first. */
export async function failedPairsOf(tx: Tx, runId: string): Promise<(PairKey & { since: string })[]> {
  const rows = await tx.execute<PairKey & { since: Date } & Record<string, unknown>>(sql`
    select mode, crm, org, cluster_id as "clusterId", primary_id as "primaryId", duplicate_id as "duplicateId",
      updated_at as since
    from pairs where ${IS_FAILED} and run_id = ${runId} order by updated_at, 4, 6 limit ${MOST}`);
  return rows.map(({ since, ...key }) => ({ ...key, since: new Date(since).toISOString() }));
}
