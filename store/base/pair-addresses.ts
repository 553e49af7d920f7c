import { sql } from 'drizzle-orm';
import type { PairAddresses } from '../../crm/crm.ts';
import type { Tx } from '../database.ts';
import { isPair } from '../ledger/ledger.ts';
import type { PairKey } from '../types.ts';

/** Null where none were frozen with the pair. */
export async function frozenAddresses(db: Tx, key: PairKey): Promise<PairAddresses | null> {
  const [row] = await db.execute<{ addresses: PairAddresses | null }>(sql`
    select addresses from pairs where ${isPair(key)}`);
  return row?.addresses ?? null;
}

/** By what a contact of a pair that was sent is asked for, and when it answered to that last. Null: no such pair. */
export async function addressWhenSent(
  db: Tx,
  { crm, org, contact }: { crm: string; org: string; contact: string },
): Promise<{ address: string; seenAt: string } | null> {
  const [row] = await db.execute<{ address: string; sent_at: string }>(sql`
    select case when primary_id = ${contact} then addresses ->> 'primary' else addresses ->> 'duplicate' end as address, sent_at
    from pairs where mode = 'real' and crm = ${crm} and org = ${org} and ${contact} in (primary_id, duplicate_id)
      and sent_at is not null and addresses is not null order by sent_at desc limit 1`);
  return row === undefined ? null : { address: row.address, seenAt: new Date(row.sent_at).toISOString() };
}
