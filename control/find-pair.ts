import { sql } from 'drizzle-orm';
import type { CrmSettings } from '../config/crm-settings.ts';
import type { Db } from '../store/database.ts';
import { WAITS_FOR_PERSON } from '../store/pair-states.ts';
import type { PairKey, PairState } from '../store/types.ts';
import { Refused } from './refused.ts';

export interface FoundPair {
  key: PairKey;
  state: PairState;
  runId: string;
}

export interface FindPair {
  /** `<cluster>.<duplicate>` or `<cluster>.<primary>.<duplicate>` */
  pair: string;
  /** Those whose settings name an organization are looked up in that one only. */
  crms: Record<string, CrmSettings>;
}

/**
 * Looks the pair up among the real ones of the ledger. Of several that a short name may mean, the one that waits for a person.
 * Throws Refused when none or more remain.
 */
export async function findPair(db: Db, { pair, crms }: FindPair): Promise<FoundPair> {
  const [, clusterId, rest] = /^([0-9a-f]{32})\.(\S+)$/.exec(pair) ?? [];
  if (clusterId === undefined || rest === undefined) {
    throw new Refused(`'${pair}' is no pair: expected CLUSTER.DUPLICATE or CLUSTER.PRIMARY.DUPLICATE`, {
      todo: { code: 'take-name-from-status', values: {} },
    });
  }
  const all = await db.execute<Candidate & { run: string }>(sql`
    select crm, org, cluster_id as cluster, primary_id as primary, duplicate_id as duplicate, state, run_id as run from pairs
    where mode = 'real' and cluster_id = ${clusterId} and ${rest} in (duplicate_id, primary_id || '.' || duplicate_id)`);
  const rows = all.filter(({ crm, org }) => [null, org].includes(crms[crm]?.org ?? null));
  if (rows.length === 0) {
    const orgs = Object.values(crms).flatMap(({ org }) => org ?? []);
    throw new Refused(`Pair ${pair} is not in the ledger${orgs.length === 0 ? '' : ` of ${orgs.join(' or ')}`}`);
  }
  const waiting = rows.filter((row) => WAITS_FOR_PERSON.includes(row.state));
  const [row, ...others] = waiting.length === 1 ? waiting : rows;
  if (row === undefined || others.length > 0) throw new Refused(ambiguous(rows, { pair, crms }));
  const { crm, primary: primaryId, duplicate: duplicateId } = row;
  const key: PairKey = { mode: 'real', crm, org: row.org, clusterId, primaryId, duplicateId };
  return { key, state: row.state, runId: row.run };
}

interface Candidate extends Record<string, unknown> {
  crm: string;
  org: string;
  cluster: string;
  primary: string;
  duplicate: string;
  state: PairState;
}

function ambiguous(rows: Candidate[], { pair, crms }: FindPair): string {
  const each = rows
    .map(({ org, cluster, primary, duplicate, state }) => `${cluster}.${primary}.${duplicate} in ${org}, '${state}'`)
    .join('; ');
  const variables = new Set(rows.flatMap(({ crm }) => crms[crm]?.variables.org ?? []));
  const severalOrgs = new Set(rows.map(({ crm, org }) => `${crm}/${org}`)).size > 1 && variables.size > 0;
  const how = severalOrgs
    ? `${[...variables].join(' or ')} narrows it down to one organization`
    : 'Type the whole name';
  return `Pair ${pair} is in the ledger ${rows.length} times (${each}). ${how}`;
}
