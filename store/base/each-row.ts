import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

const AT_ONCE = 5_000;

/** Row by row, in memory only some at a time. */
export async function* eachRow<T extends Record<string, unknown>>(tx: Tx, query: SQL): AsyncGenerator<T> {
  await tx.execute(sql`declare base_rows no scroll cursor for ${query}`);
  for (;;) {
    const rows = await tx.execute<T>(sql.raw(`fetch ${AT_ONCE} from base_rows`));
    yield* rows;
    if (rows.length < AT_ONCE) break;
  }
  await tx.execute(sql`close base_rows`);
}
