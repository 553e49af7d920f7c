import { sql } from 'drizzle-orm';
import type { Db } from '../store/database.ts';
import { WAITS_FOR_PERSON } from '../store/pair-states.ts';
import type { PairKey, PairState } from '../store/types.ts';
import { Refused } from './refused.ts';

export interface FoundPair {
  key: PairKey;
  state: PairState;
  runId: string;
}

/** Looks up `<cluster>.<duplicate>` among the real pairs of the ledger. Of several, the one that waits for a person. Throws Refused when none or more remain. */
export async function findPair(db: Db, { pair, org }: { pair: string; org: string | null }): Promise<FoundPair> {
  const [, clusterId, duplicateId] = /^([0-9a-f]{32})\.(\S+)$/.exec(pair) ?? [];
  if (clusterId === undefined || duplicateId === undefined) {
    throw new Refused(`'${pair}' is no pair: expected CLUSTER.DUPLICATE, as 'npm run status' shows it`);
  }
  const inOrg = org === null ? sql`` : sql`and org = ${org}`;
  const rows = await db.execute<{ crm: string; org: string; primary: string; state: PairState; run: string }>(sql`
    select crm, org, primary_id as primary, state, run_id as run from pairs
    where mode = 'real' and cluster_id = ${clusterId} and duplicate_id = ${duplicateId} ${inOrg}`);
  if (rows.length === 0) throw new Refused(`Pair ${pair} is not in the ledger${org === null ? '' : ` of ${org}`}`);
  const waiting = rows.filter((row) => WAITS_FOR_PERSON.includes(row.state));
  const [row, ...others] = waiting.length === 1 ? waiting : rows;
  if (row === undefined || others.length > 0) throw new Refused(ambiguous(pair, rows));
  const key: PairKey = { mode: 'real', crm: row.crm, org: row.org, clusterId, primaryId: row.primary, duplicateId };
  return { key, state: row.state, runId: row.run };
}

function ambiguous(pair: string, rows: { org: string; primary: string; state: string }[]): string {
  const each = rows.map(({ org, primary, state }) => `${org}: merged into ${primary}, '${state}'`).join('; ');
  return `Pair ${pair} is in the ledger ${rows.length} times (${each}). DEVREV_ORG narrows it down to one organization`;
}
