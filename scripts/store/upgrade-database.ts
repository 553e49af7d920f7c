import type { Config } from '../../config/env.ts';
import { postgresRefused } from '../../control/postgres-refused.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { openDatabase } from '../../store/database.ts';
import { type LiveWorker, liveWorkers } from '../../store/identity/live-workers.ts';
import { type Migrated, migrateDatabase } from '../../store/migrate.ts';
import { SCHEMA_VERSION } from '../../store/schema-version.ts';

export interface Upgraded extends Migrated {
  /** Workers that are up and do not know this schema. */
  older: Pick<LiveWorker, 'host' | 'pid' | 'schemaVersion'>[];
}

/** Brings the database's schema up to date, wherever it was made: a copy too must be, before anybody says what it is. */
export async function upgradeDatabase(config: Config): Promise<Upgraded> {
  const url = findDatabaseUrl(config);
  const migrated = await migrateDatabase(url).catch((error) => {
    throw postgresRefused(error, url);
  });
  const { db, close } = openDatabase({ url, max: 1 });
  try {
    const older = (await liveWorkers(db)).filter(({ schemaVersion }) => schemaVersion !== SCHEMA_VERSION);
    return {
      ...migrated,
      older: older.map(({ host, pid, schemaVersion }) => ({ host, pid, schemaVersion })),
    };
  } finally {
    await close();
  }
}
