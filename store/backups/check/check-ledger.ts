import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../database.ts';
import { idsIn } from './backup-list.ts';
import { checkFolder } from './check-folder.ts';
import type { CheckedBackup, Checking } from './checked.ts';
import { countInList } from './count-in-list.ts';
import type { Finding } from './finding.ts';
import { folderName } from './folder-name.ts';
import { listedNowhere, type RowToCheck, rowsToCheck } from './rows-to-check.ts';

/** Every backup that the ledger counts, or one run's: where it should be, byte by byte, and with what the ledger and the CSV say of it. */
export async function checkLedger(checking: Checking & { db: Db }): Promise<void> {
  const { db, runId } = checking;
  let contact: OfContact | null = null;
  for await (const row of rowsToCheck(db, runId)) {
    if (contact !== null && !isSame(contact.row, row)) {
      tellFewer(checking, contact);
      contact = null;
    }
    const things = await checking.countedIn(row.runId);
    contact ??= { row, things, ids: new Set(), isWhole: true, hasFirst: false };
    await checkRow(checking, row, contact);
  }
  if (contact !== null) tellFewer(checking, contact);
  for (const lost of await listedNowhere(db, runId)) {
    checking.add({ ...lost, is: 'missing', folder: null, findings: [] }, NOTHING);
  }
}

const NOTHING = { files: 0, bytes: 0 };

/** What all backups of one contact in one run hold together. */
interface OfContact {
  row: RowToCheck;
  things: string;
  ids: Set<string>;
  /** All of them could be read. */
  isWhole: boolean;
  /** One is of the whole contact: where an earlier run made that, this one has additions alone. */
  hasFirst: boolean;
}

function isSame(one: RowToCheck, other: RowToCheck): boolean {
  return one.runId === other.runId && one.clusterId === other.clusterId && one.contactId === other.contactId;
}

async function checkRow(checking: Checking, row: RowToCheck, contact: OfContact): Promise<void> {
  const { root, reading } = checking;
  const { folder, digest } = row;
  const about = aboutRow(row);
  const stat = await lstat(join(root, folder)).catch(() => null);
  if (stat === null) {
    contact.isWhole = false;
    checking.add({ ...about, is: 'missing', findings: [] }, NOTHING);
    return;
  }
  const { list, findings, ...read } = stat.isDirectory()
    ? await checkFolder({ root, folder, digest, reading })
    : { list: null, findings: [], ...NOTHING };
  if (list === null) contact.isWhole = false;
  const all: Finding[] = stat.isDirectory() ? [...findings] : [{ is: 'link', file: '.' }];
  if (list !== null && row.afterMergeOf === null) {
    all.push(...countInList(list, row));
    for (const id of idsIn(list, contact.things)) contact.ids.add(id);
    if (list.added === undefined) contact.hasFirst = true;
  }
  checking.add({ ...about, is: all.length === 0 ? 'complete' : 'damaged', findings: all }, read);
}

/** A backup that is there and whole, of a contact of which the CSV says more than all of its backups have. */
function tellFewer(checking: Checking, { row, things, ids, isWhole, hasFirst }: OfContact): void {
  const { planned } = row;
  if (!isWhole || !hasFirst || planned === null || ids.size >= planned) return;
  const finding = { is: 'fewer', things, planned, found: ids.size } as const;
  checking.add({ ...aboutRow(row), is: 'fewer', findings: [finding] }, NOTHING);
}

function aboutRow({ contactId, folder, runId, digest }: RowToCheck): Omit<CheckedBackup, 'is' | 'findings'> {
  return { contact: contactId, folder: folderName(folder)?.shown ?? null, runId, digest };
}
