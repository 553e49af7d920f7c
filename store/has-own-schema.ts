import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { readSchema } from './schema-version.ts';

/** Whether a database has the schema that this program works with, and no newer one. False where it does not say. */
export async function hasOwnSchema(db: Db): Promise<boolean> {
  try {
    const { missing, newer } = await readSchema((question) => db.execute(sql.raw(question)));
    return missing.length === 0 && newer === 0;
  } catch {
    return false;
  }
}
