import { sql } from 'drizzle-orm';
import { phoneVersion } from '../../contacts/keys/phone-version.ts';
import type { Tx } from '../database.ts';

/** Whether the numbers that are stored were all read by the library that we have now. */
export async function isReadByThisLibrary(tx: Tx, { holder }: { holder: number }): Promise<boolean> {
  const [other] = await tx.execute(sql`
    select 1 from base_keys where scan = ${holder} and version <> ${phoneVersion()} limit 1`);
  return other === undefined;
}
