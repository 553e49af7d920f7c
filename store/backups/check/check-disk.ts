import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { checkFolder } from './check-folder.ts';
import type { CheckedBackup, Checking } from './checked.ts';
import type { Finding } from './finding.ts';
import { folderName, isOf } from './folder-name.ts';
import { isOthersName, knownFolders } from './rows-to-check.ts';

const AT_ONCE = 500;

/** All that lies in the place of backups, but what the ledger counts: that was checked. Without a store all of it. */
export async function checkDisk(checking: Checking): Promise<void> {
  let entries: Dirent[] = [];
  for await (const entry of await opendir(checking.root)) {
    if (!isOurs(entry)) entries.push(entry);
    if (entries.length < AT_ONCE) continue;
    await checkSome(checking, entries);
    entries = [];
  }
  await checkSome(checking, entries);
}

/** The place's own id, also while it is written, and pages that a worker puts aside for a moment. */
function isOurs({ name }: Dirent): boolean {
  return name.startsWith('.backup-store.json') || name.startsWith('.spool-');
}

async function checkSome(checking: Checking, entries: readonly Dirent[]): Promise<void> {
  const { db } = checking;
  const names = entries.map(({ name }) => name);
  const known = db === null ? new Map<string, 'counts' | 'begun'>() : await knownFolders(db, names);
  for (const entry of entries) {
    if (known.get(entry.name) === 'counts') continue;
    await checkEntry(checking, { entry, isBegun: known.get(entry.name) === 'begun' });
  }
}

async function checkEntry(checking: Checking, { entry, isBegun }: { entry: Dirent; isBegun: boolean }): Promise<void> {
  const { root, db, reading } = checking;
  const { name: folder } = entry;
  const name = folderName(folder.replace(UNFINISHED, ''));
  const about = { contact: null, folder: name?.shown ?? null, runId: null, digest: null };
  if (name === null || !entry.isDirectory()) {
    const findings: Finding[] = entry.isSymbolicLink() ? [{ is: 'link', file: '.' }] : [];
    return checking.add({ ...about, is: 'stray', findings }, { files: 0, bytes: 0 });
  }
  if (UNFINISHED.test(folder))
    return checking.add({ ...about, is: 'unfinished', findings: [] }, { files: 0, bytes: 0 });
  const checked = await checkFolder({ root, folder, digest: null, reading });
  const contact = checked.list?.contact?.display_id ?? null;
  const findings: Finding[] = [...checked.findings];
  if (contact !== null && !isOf(name, contact)) findings.push({ is: 'misplaced', contact });
  const isLeftOver = db !== null && (isBegun || (await isOthersName(db, folder)));
  checking.add({ ...about, contact, is: whatIs({ findings, isLeftOver, isAlone: db === null }), findings }, checked);
}

/** `<folder>.part-<attempt>`: an attempt writes there. */
const UNFINISHED = /\.part-[0-9a-f-]+$/;

function whatIs(found: { findings: Finding[]; isLeftOver: boolean; isAlone: boolean }): CheckedBackup['is'] {
  if (found.isLeftOver) return 'left-over';
  if (!found.isAlone) return 'orphaned';
  return found.findings.length === 0 ? 'complete' : 'damaged';
}
