import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { PairKey } from '../types.ts';

/** A pair's parts as SQL: columns or values. */
interface PairColumns {
  crm: SQL | string;
  org: SQL | string;
  clusterId: SQL | string;
  primaryId: SQL | string;
  duplicateId: SQL | string;
}

/** A pair's whole name, `<cluster>.<primary>.<duplicate>`: the same wherever several plans keep another of the members. */
export function pairName(key: Pick<PairKey, 'clusterId' | 'primaryId' | 'duplicateId'>): string {
  return `${key.clusterId}.${key.primaryId}.${key.duplicateId}`;
}

/**
 * The shortest name that a person can type: `<cluster>.<duplicate>`, and where another plan merges the same duplicate into
 * another primary, the whole one.
 */
function typedName({ crm, org, clusterId, primaryId, duplicateId }: PairColumns): SQL {
  return sql`(${clusterId} || '.' || case when exists (
    select 1 from pairs o where o.mode = 'real' and o.crm = ${crm} and o.org = ${org} and o.cluster_id = ${clusterId}
      and o.duplicate_id = ${duplicateId} and o.primary_id <> ${primaryId}) then ${primaryId} || '.' else '' end || ${duplicateId})`;
}

/** The same in a query, by the alias of the table that has each part; `org`: the one that has the CRM too. */
export function typedNameOf({ org, cluster, primary, duplicate }: Record<Part, string>): SQL {
  return typedName({
    crm: sql.raw(`${org}.crm`),
    org: sql.raw(`${org}.org`),
    clusterId: sql.raw(`${cluster}.cluster_id`),
    primaryId: sql.raw(`${primary}.primary_id`),
    duplicateId: sql.raw(`${duplicate}.duplicate_id`),
  });
}

type Part = 'org' | 'cluster' | 'primary' | 'duplicate';

/** The same of one pair. */
export async function typedPairName(tx: Tx, key: PairKey): Promise<string> {
  const { crm, org, clusterId, primaryId, duplicateId } = key;
  const text = (value: string): SQL => sql`${value}::text`;
  const columns = { crm, org, clusterId: text(clusterId), primaryId: text(primaryId), duplicateId: text(duplicateId) };
  const [row] = await tx.execute<{ name: string }>(sql`select ${typedName(columns)} as name`);
  return row?.name ?? pairName(key);
}

/** Where a row is the pair that a person means within a cluster: `rest` is `<duplicate>` or `<primary>.<duplicate>`. */
export function isMeant(row: 'p' | 'pairs', rest: string): SQL {
  const column = (name: string): SQL => sql.raw(`${row}.${name}`);
  return sql`${rest} in (${column('duplicate_id')}, ${column('primary_id')} || '.' || ${column('duplicate_id')})`;
}
