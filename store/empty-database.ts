import { sql } from 'drizzle-orm';
import { openDatabase } from './database.ts';
import { migrateDatabase } from './migrate.ts';

/** Forgets all that is in a database, and brings its schema up to date. For databases that nobody else uses. */
export async function emptyDatabase(url: string): Promise<void> {
  const { db, close } = openDatabase({ url, max: 1 });
  try {
    await db.execute(sql`drop schema if exists drizzle cascade`);
    await db.execute(sql`drop schema public cascade`);
    await db.execute(sql`create schema public`);
  } finally {
    await close();
  }
  await migrateDatabase(url);
}
