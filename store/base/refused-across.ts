import { sql } from 'drizzle-orm';
import type { RefusedAcross } from '../../contacts/base/base-doubts.ts';
import type { Tx } from '../database.ts';
import type { BaseOwner } from './scans.ts';

/** By what a CRM says that it merges nobody across places. */
const ACROSS_PLACES = 422;

/** Pairs that were sent, of which nothing came, and of which the CRM itself said why. In order. */
export async function refusedAcross(tx: Tx, { crm, org }: BaseOwner): Promise<RefusedAcross[]> {
  const rows = await tx.execute<{ primary: string; duplicate: string }>(sql`
    select primary_id as primary, duplicate_id as duplicate from pairs
    where mode = 'real' and crm = ${crm} and org = ${org} and state = 'not-applied'
      and (why -> 'values' ->> 'answered')::int = ${ACROSS_PLACES} order by 1, 2`);
  return [...rows];
}
