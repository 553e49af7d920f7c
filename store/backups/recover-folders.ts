import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../database.ts';
import { kindOfBackup } from './after-image.ts';
import { LIST } from './layout.ts';
import { safeName } from './name.ts';
import { adoptBackups, backupsWith, type FolderOfBackup, nextRound } from './rows.ts';

interface Found {
  folder: string;
  digest: string;
  kind: 'whole' | 'added';
  /** When it was begun, as its name says, to the second. */
  stamp: string;
  round: number;
}

/** Folders of these contacts that are complete and that the database has not heard of: the newest of each, and its additions. */
export async function recoverFolders(
  { db, root }: { db: Db; root: string },
  request: { runId: string; clusterId: string; contacts: string[] },
): Promise<FolderOfBackup[]> {
  const names = await readdir(root).catch(() => []);
  const recovered: FolderOfBackup[] = [];
  for (const contactId of request.contacts) {
    const found = (await unknownOf(db, await completeOf({ root, names, contactId }))).sort(asMade);
    const newest = found.findLastIndex(({ kind }) => kind === 'whole');
    if (newest === -1) continue;
    for (const { folder, digest } of found.slice(newest))
      recovered.push({ ...request, contactId, round: 0, folder, digest });
  }
  return db.transaction(async (tx) => {
    const from = await nextRound(tx, request);
    const kept = recovered.map((one, index) => ({ ...one, round: from + index }));
    await adoptBackups(tx, kept);
    return kept;
  });
}

/** Every round has a stamp of its own, and within a second the later one has the higher number. Of two attempts at one the later found the name taken. */
function asMade(a: Found, b: Found): number {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? -1 : 1;
  return a.round - b.round || a.folder.length - b.folder.length;
}

async function completeOf(options: { root: string; names: string[]; contactId: string }): Promise<Found[]> {
  const { root, names } = options;
  const name = safeName(options.contactId);
  const found: Found[] = [];
  for (const folder of names) {
    const [, stamp, rest = ''] = NAME.exec(folder) ?? [];
    const round = rest === name ? 0 : Number(rest.startsWith(`${name}.`) ? rest.slice(name.length + 1) : Number.NaN);
    if (stamp === undefined || !Number.isInteger(round)) continue;
    const list = await readFile(join(root, folder, LIST)).catch(() => null);
    const kind = list === null ? null : kindOfBackup(list);
    if (list === null || (kind !== 'whole' && kind !== 'added')) continue;
    found.push({ folder, kind, stamp, round, digest: createHash('sha256').update(list).digest('hex') });
  }
  return found;
}

/** As `name.ts` makes them; the writer adds `~` and eight digits where another attempt has left a folder of that name. */
const NAME = /^.*_(\d{8}_\d{6})_(.+?)(?:~[0-9a-f]{8})?$/;

async function unknownOf(db: Db, found: Found[]): Promise<Found[]> {
  const rows = await backupsWith(
    db,
    found.map(({ digest }) => digest),
  );
  const known = new Set(rows.map(({ folder }) => folder));
  return found.filter(({ folder }) => !known.has(folder));
}
