import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { awaitOrphans } from '../../local/process/orphans.ts';
import { claimStack, releaseStack } from '../../local/stack/stack-file.ts';
import { migrateDatabase, openDatabase } from '../../store/database.ts';

/**
 * Forgets what an earlier demo left in Temporal: its practice CRM is gone, and a run of it that was killed must not go on.
 * Throws StackRunning while another demo is up.
 */
export async function forgetWorkflows(dataDir: string): Promise<void> {
  const left = claimStack(dataDir);
  try {
    await awaitOrphans(left?.servers ?? []);
    for (const folder of ['temporal', 'logs']) rmSync(join(dataDir, folder), { recursive: true, force: true });
  } finally {
    releaseStack(dataDir);
  }
}

/** The same for its ledger: the new practice CRM has all contacts again. */
export async function forgetLedger(databaseUrl: string): Promise<void> {
  const { db, close } = openDatabase({ url: databaseUrl, max: 1 });
  try {
    await db.execute(sql`drop schema if exists drizzle cascade`);
    await db.execute(sql`drop schema public cascade`);
    await db.execute(sql`create schema public`);
  } finally {
    await close();
  }
  await migrateDatabase(databaseUrl);
}
