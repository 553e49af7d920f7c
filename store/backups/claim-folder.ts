import { randomUUID } from 'node:crypto';
import { link, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { readIdentity } from '../identity/identity.ts';
import { liveWorkers } from '../identity/live-workers.ts';
import { hashFile, makeFolder, syncFolder, writeDurably } from './durable-file.ts';
import { LIST } from './layout.ts';
import { OtherBackupStore } from './other-backup-store.ts';
import { newestBackups } from './rows.ts';

interface Files {
  db: Db;
  root: string;
}

/** In the folder of backups: which one it is. */
const ID_FILE = '.backup-store.json';

/** Backups that are looked for in a folder that has no id yet. */
const LOOKED_FOR = 50;

/**
 * Makes sure that the folder is the one of this database, which remembers the first that it was used with. A folder of before has no
 * id: it gets one when it really holds a backup that the database knows. Returns the id. Throws OtherBackupStore.
 */
export async function claimFolder({ db, root }: Files): Promise<string> {
  const { backupStore: recorded, backupPlace: known } = await readIdentity(db);
  const here = await placeId(root);
  if (here !== null && here === recorded) return here;
  const refuse = (problem: string): never => {
    throw new OtherBackupStore(root, { known, problem });
  };
  const newest = await newestBackups(db, LOOKED_FOR);
  if (newest.length > 0) {
    if (here !== null && recorded !== null) refuse(`it is ${here}, and the database's is ${recorded}`);
    if (!(await holdsOne(root, newest))) refuse('the database knows backups, and none of them is in it');
  } else if (recorded !== null && (await liveWorkers(db)).some(({ backupStore }) => backupStore === recorded)) {
    refuse('a worker that is up writes them elsewhere');
  }
  return record(db, { root, was: recorded, id: here ?? (await writeId(root, newest.length > 0 ? recorded : null)) });
}

/** A person says that the backups of this database are here from now on, whatever it knew before. */
export async function takeFolder({ db, root }: Files): Promise<string> {
  const { backupStore: recorded } = await readIdentity(db);
  return record(db, { root, was: recorded, id: (await placeId(root)) ?? (await writeId(root, null)) });
}

/** Of two that record at once the first one stands. */
async function record(db: Db, { root, was, id }: { root: string; was: string | null; id: string }): Promise<string> {
  const place = `'${root}' on ${hostname()}`;
  const rows = await db.execute(sql`
    update store_identity set backup_store = ${id}::uuid, backup_place = ${place}
    where backup_store is not distinct from ${was}::uuid or backup_store = ${id}::uuid returning 1`);
  if (rows.length > 0) return id;
  const { backupPlace: known } = await readIdentity(db);
  throw new OtherBackupStore(root, { known, problem: 'another worker has just begun elsewhere' });
}

/** Which place of backups a folder is; null for one that no worker has used yet. */
export async function placeId(root: string): Promise<string | null> {
  const text = await readFile(join(root, ID_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as { backupStore: string }).backupStore;
}

/** The file appears whole, and only where there is none: a second one that writes at once gets the first one's id. */
async function writeId(root: string, id: string | null): Promise<string> {
  const backupStore = id ?? randomUUID();
  await makeFolder(root);
  const draft = join(root, `${ID_FILE}.${randomUUID()}`);
  await writeDurably(draft, Buffer.from(`${JSON.stringify({ backupStore })}\n`));
  try {
    await link(draft, join(root, ID_FILE));
    await syncFolder(root);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await placeId(root)) ?? backupStore;
}

async function holdsOne(root: string, backups: readonly { folder: string; digest: string }[]): Promise<boolean> {
  for (const { folder, digest } of backups) {
    const list = await hashFile(join(root, folder, LIST)).catch(() => null);
    if (list?.sha256 === digest) return true;
  }
  return false;
}
