import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** A worker that is up, as it has registered itself. */
export interface LiveWorker {
  id: string;
  queue: string;
  organizations: { crm: string; org: string }[];
  backupStore: string;
  version: string;
  /** Of the schema that it works with; null where its program is older than this knowledge. */
  schemaVersion: number | null;
  host: string;
  pid: number;
}

/** A worker renews its row every few seconds; after so many without it counts as gone. */
const EXPIRES = sql`interval '45 seconds'`;

/** The workers of this database that have shown themselves lately. */
export async function liveWorkers(db: Tx): Promise<LiveWorker[]> {
  const rows = await db.execute<LiveWorker & Record<string, unknown>>(sql`
    select id, queue, organizations, backup_store as "backupStore", version, schema_version as "schemaVersion", host, pid from workers
    where seen_at > clock_timestamp() - ${EXPIRES} order by started_at`);
  return [...rows];
}

/** Registers a worker, or renews what it has said of itself; those that expired long ago go. */
export async function registerWorker(db: Tx, worker: LiveWorker): Promise<void> {
  const { id, queue, organizations, backupStore, version, schemaVersion, host, pid } = worker;
  await db.execute(sql`
    insert into workers (id, queue, organizations, backup_store, version, schema_version, host, pid)
    values (${id}::uuid, ${queue}, ${JSON.stringify(organizations)}::jsonb, ${backupStore}::uuid, ${version}, ${schemaVersion}, ${host}, ${pid})
    on conflict (id) do update set organizations = excluded.organizations, seen_at = clock_timestamp()`);
  await db.execute(sql`delete from workers where seen_at < clock_timestamp() - 10 * ${EXPIRES}`);
}

export async function forgetWorker(db: Tx, id: string): Promise<void> {
  await db.execute(sql`delete from workers where id = ${id}::uuid`);
}
