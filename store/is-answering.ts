import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';

/** False when the database refuses. One that hangs lets its caller wait. */
export function isAnswering(db: Db): Promise<boolean> {
  return db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
}
