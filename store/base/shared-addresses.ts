import { sql } from 'drizzle-orm';
import { addressKey } from '../../contacts/base/merging/own-address.ts';
import type { Tx } from '../database.ts';
import { type BaseOwner, lastComplete } from './scans.ts';

/**
 * Of these addresses those that another contact of the last complete scan has, as they are compared. All of them where there is no such
 * scan, or one of a version that did not keep them: then nobody knows.
 */
export async function sharedAddresses(
  db: Tx,
  { uid, addresses, ...owner }: BaseOwner & { uid: string; addresses: readonly string[] },
): Promise<ReadonlySet<string>> {
  const keys = addresses.map(addressKey);
  const scan = await lastComplete(db, owner);
  if (scan === null || keys.length === 0) return new Set(keys);
  const asked = sql`${sql.param(keys)}::text[]`;
  const rows = await db.execute<{ key: string | null }>(sql`
    select distinct key from base_contacts c left join lateral unnest(c.addresses) as key on key = any(${asked})
    where c.scan = ${scan.holder} and c.uid <> ${uid} and (c.addresses is null or c.addresses && ${asked})`);
  if (rows.some(({ key }) => key === null)) return new Set(keys);
  return new Set(rows.flatMap(({ key }) => key ?? []));
}
