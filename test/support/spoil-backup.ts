import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Scene } from './scene.ts';

/** Where backups lie, what the ledger knows of them, and a folder beside them. */
export type Spoiled = Pick<Scene, 'database' | 'env' | 'folder'>;

/** Which backup: a contact's own, or what stood after it had taken in that duplicate. */
export interface WhichBackup {
  contact: string;
  afterMergeOf?: string;
}

/** Where it lies. */
export async function backupFolder(
  { database, env }: Spoiled,
  { contact, afterMergeOf }: WhichBackup,
): Promise<string> {
  const [row] = await database.db.execute<{ folder: string }>(sql`
    select folder from backups where contact_id = ${contact} and after_merge_of is not distinct from ${afterMergeOf ?? null}
      and digest is not null order by part limit 1`);
  if (row === undefined) throw new Error(`There is no backup of ${contact}`);
  return join(env.BACKUP_DIR ?? '', row.folder);
}

export async function removeBackup(scene: Spoiled, which: WhichBackup): Promise<void> {
  rmSync(await backupFolder(scene, which), { recursive: true });
}

/** Changes one bit of its body. */
export async function damageBackup(scene: Spoiled, which: WhichBackup): Promise<void> {
  const file = join(await backupFolder(scene, which), 'metadata.json');
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  writeFileSync(file, bytes);
}

/** Puts a symbolic link where a file of it was, which leads to the same bytes. */
export async function linkInBackup(scene: Spoiled, which: WhichBackup): Promise<void> {
  const folder = await backupFolder(scene, which);
  const elsewhere = join(scene.folder, `elsewhere-${which.contact}`);
  renameSync(join(folder, 'metadata.json'), elsewhere);
  symlinkSync(elsewhere, join(folder, 'metadata.json'));
}

/** Cuts the end off its list. */
export async function truncateList(scene: Spoiled, which: WhichBackup): Promise<void> {
  const list = join(await backupFolder(scene, which), 'verification.json');
  truncateSync(list, readFileSync(list).byteLength - 2);
}

/** Changes a file, and its hash in the list with it. */
export async function editWithList(scene: Spoiled, which: WhichBackup): Promise<void> {
  const folder = await backupFolder(scene, which);
  const list = join(folder, 'verification.json');
  const hashOf = (): string => hash('sha256', readFileSync(join(folder, 'metadata.json')));
  const before = hashOf();
  await damageBackup(scene, which);
  writeFileSync(list, readFileSync(list, 'utf8').replace(before, hashOf()));
}

/** Moves it out of the backup folder, and has the ledger say so. */
export async function moveOutside(scene: Spoiled, which: WhichBackup): Promise<void> {
  const folder = await backupFolder(scene, which);
  const outside = join(scene.folder, 'outside', basename(folder));
  mkdirSync(join(scene.folder, 'outside'), { recursive: true });
  renameSync(folder, outside);
  const now = relative(scene.env.BACKUP_DIR ?? '', outside);
  await scene.database.db.execute(sql`update backups set folder = ${now} where folder = ${basename(folder)}`);
}
