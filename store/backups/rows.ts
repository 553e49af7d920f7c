import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { StaleAttemptError } from '../stale-attempt-error.ts';
import type { BackupCounts, BackupKey, KeptBackup } from './backup-store.ts';
import { backupFolder } from './name.ts';

export interface BackupRow extends BackupKey {
  folder: string;
  digest: string | null;
  attempt: string;
}

/** The cluster's address, which names the folder, and the round that nobody has finished yet. Throws NotInStore. */
export async function aboutBackup(
  db: Tx,
  request: { runId: string; clusterId: string },
): Promise<{ email: string; next: number }> {
  const { runId, clusterId } = request;
  const [row] = await db.execute<{ email: string; next: number }>(sql`
    select p.email, ${nextRoundOf(request)} as next
    from runs r join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = ${clusterId} where r.id = ${runId}`);
  if (row === undefined) throw new NotInStore(`Cluster ${clusterId} of run ${runId}`);
  return row;
}

/** Takes a backup over for a new attempt, whoever wrote before. The folder's name is fixed by the first attempt; `isFirst`: this one. */
export async function beginBackup(
  db: Db,
  key: BackupKey,
  { email, afterMergeOf }: { email: string; afterMergeOf: string | null },
): Promise<BackupRow & { isFirst: boolean }> {
  const attempt = randomUUID();
  const folder = backupFolder({ email, at: new Date(), contactId: key.contactId, round: key.round });
  // A row that this statement has locked to change it has an xmax; one that it has just made has none.
  const [row] = await db.execute<{ folder: string; digest: string | null; attempt: string; isFirst: boolean }>(sql`
    insert into backups (run_id, cluster_id, contact_id, part, folder, attempt, after_merge_of)
    values (${key.runId}, ${key.clusterId}, ${key.contactId}, ${key.round}, ${folder}, ${attempt}::uuid, ${afterMergeOf})
    on conflict (run_id, cluster_id, contact_id, part) do update
      set attempt = case when backups.digest is null then excluded.attempt else backups.attempt end,
        after_merge_of = case when backups.digest is null then excluded.after_merge_of else backups.after_merge_of end
    returning folder, digest, attempt, xmax = 0 as "isFirst"`);
  if (row === undefined) throw new Error('Backup was not recorded');
  return { ...key, ...row };
}

/** Throws StaleAttemptError when a later attempt has taken the backup over. */
export async function assertBackupOwner(db: Tx, row: BackupRow): Promise<void> {
  const [owner] = await db.execute(sql`
    select 1 from backups where run_id = ${row.runId} and cluster_id = ${row.clusterId} and contact_id = ${row.contactId}
      and part = ${row.round} and attempt = ${row.attempt}::uuid and digest is null`);
  if (owner === undefined)
    throw new StaleAttemptError({ clusterId: row.clusterId, duplicateId: row.contactId }, 'back up');
}

export interface BackupFacts extends BackupCounts {
  digest: string;
  folder: string;
}

/** Records a finished backup, under the name it really has. Throws StaleAttemptError when a later attempt has taken it over. */
export async function completeBackup(db: Tx, row: BackupRow, done: BackupFacts): Promise<void> {
  const rows = await db.execute(sql`
    update backups set digest = ${done.digest}, folder = ${done.folder},
      things = ${JSON.stringify(done.things)}::jsonb, private_messages = ${done.privateMessages}
    where run_id = ${row.runId} and cluster_id = ${row.clusterId} and contact_id = ${row.contactId}
      and part = ${row.round} and attempt = ${row.attempt}::uuid returning 1`);
  if (rows.length === 0)
    throw new StaleAttemptError({ clusterId: row.clusterId, duplicateId: row.contactId }, 'complete a backup');
}

export interface FolderOfBackup extends KeptBackup {
  folder: string;
}

/** Lets folders that are complete count as this run's. */
export async function adoptBackups(tx: Tx, backups: readonly FolderOfBackup[]): Promise<void> {
  for (const { runId, clusterId, contactId, round, folder, digest } of backups)
    await tx.execute(sql`
      insert into backups (run_id, cluster_id, contact_id, part, folder, digest, attempt)
      values (${runId}, ${clusterId}, ${contactId}, ${round}, ${folder}, ${digest}, ${randomUUID()}::uuid)
      on conflict do nothing`);
}

/** The number of the next round of backups in this cluster and run: 0 at first, higher after a review or for an addition. */
export async function nextRound(db: Tx, request: { runId: string; clusterId: string }): Promise<number> {
  const [row] = await db.execute<{ round: number }>(sql`select ${nextRoundOf(request)} as round`);
  return row?.round ?? 0;
}

/** As `nextRound`, to be asked beside something else. */
export function nextRoundOf(request: { runId: string; clusterId: string }): SQL {
  return sql`(select coalesce(max(part) + 1, 0)::int from backups
    where run_id = ${request.runId} and cluster_id = ${request.clusterId} and digest is not null)`;
}

/** The finished backups of some contacts of a cluster in one run, from round `since` on, rounds in order; not what stood after a merge. */
export async function backupsOf(
  db: Tx,
  request: { runId: string; clusterId: string; contacts: string[]; since: number },
): Promise<FolderOfBackup[]> {
  const { runId, clusterId, contacts, since } = request;
  if (contacts.length === 0) return [];
  return db.execute<FolderOfBackup & Record<string, unknown>>(sql`
    select ${COLUMNS} from backups
    where run_id = ${runId} and cluster_id = ${clusterId} and contact_id in ${contacts} and digest is not null and part >= ${since}
      and after_merge_of is null
    order by contact_id, part`);
}

/** The finished backups with these digests, newest first. */
export async function backupsWith(db: Tx, digests: string[]): Promise<FolderOfBackup[]> {
  if (digests.length === 0) return [];
  return db.execute<FolderOfBackup & Record<string, unknown>>(sql`
    select ${COLUMNS} from backups where digest in ${digests} order by created_at desc`);
}

/** The finished backups that were made last. */
export async function newestBackups(db: Db, most: number): Promise<FolderOfBackup[]> {
  return db.execute<FolderOfBackup & Record<string, unknown>>(sql`
    select ${COLUMNS} from backups where digest is not null order by created_at desc limit ${most}`);
}

const COLUMNS = sql.raw(
  'run_id as "runId", cluster_id as "clusterId", contact_id as "contactId", part as round, folder, digest',
);
