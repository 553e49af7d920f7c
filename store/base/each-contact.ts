import { sql } from 'drizzle-orm';
import type { BaseContact } from '../../contacts/base/base-contact.ts';
import type { Tx } from '../database.ts';
import type { Scan } from './scans.ts';

const AT_ONCE = 1_000;

/** What a complete scan holds, some at a time, in order of their uids. */
export async function* eachContact(db: Tx, { holder }: Pick<Scan, 'holder'>): AsyncGenerator<BaseContact[]> {
  for (let last = ''; ; ) {
    const rows = await db.execute<{ uid: string; body: string }>(sql`
      select uid, body from base_contacts where scan = ${holder} and uid > ${last} order by uid limit ${AT_ONCE}`);
    if (rows.length > 0) yield rows.map(({ body }) => JSON.parse(body) as BaseContact);
    if (rows.length < AT_ONCE) return;
    last = rows.at(-1)?.uid ?? last;
  }
}
