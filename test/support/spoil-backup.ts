import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Scene } from './scene.ts';

/** Which backup: a contact's own, or what stood after it had taken in that duplicate. */
export interface WhichBackup {
  contact: string;
  afterMergeOf?: string;
}

/** Where it lies. */
export async function backupFolder({ database, env }: Scene, { contact, afterMergeOf }: WhichBackup): Promise<string> {
  const [row] = await database.db.execute<{ folder: string }>(sql`
    select folder from backups where contact_id = ${contact} and after_merge_of is not distinct from ${afterMergeOf ?? null}
      and digest is not null order by part limit 1`);
  if (row === undefined) throw new Error(`There is no backup of ${contact}`);
  return join(env.BACKUP_DIR ?? '', row.folder);
}

export async function removeBackup(scene: Scene, which: WhichBackup): Promise<void> {
  rmSync(await backupFolder(scene, which), { recursive: true });
}

/** Changes one bit of its body. */
export async function damageBackup(scene: Scene, which: WhichBackup): Promise<void> {
  const file = join(await backupFolder(scene, which), 'metadata.json');
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  writeFileSync(file, bytes);
}
