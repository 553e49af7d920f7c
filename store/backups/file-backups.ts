import type { Db } from '../database.ts';
import type { BackupKey, BackupStore, KeptBackup, OpenBackup } from './backup-store.ts';
import { claimFolder, takeFolder } from './claim-folder.ts';
import type { Damage } from './damage.ts';
import { folderPlace } from './folder-place.ts';
import { withoutFileName } from './layout.ts';
import { recoverFolders } from './recover-folders.ts';
import {
  aboutBackup,
  assertBackupOwner,
  backupsOf,
  backupsWith,
  beginBackup,
  completeBackup,
  type FolderOfBackup,
} from './rows.ts';
import { openSpool } from './spool.ts';
import { readVerified, verifyFolder } from './verify.ts';
import { type FinishedFolder, type FolderWriter, openFolder } from './writer.ts';

/** Backups as folders of files under `root`; the ledger knows their digests and which folder is whose. */
export function fileBackups({ db, root }: { db: Db; root: string }): BackupStore {
  return {
    claim: () => claimFolder({ db, root }),
    take: () => takeFolder({ db, root }),
    open: (key) => open({ db, root }, key),
    spool: () => openSpool(root),
    list: async (request) => (await backupsOf(db, request)).map(kept),
    find: async (digests) => (await backupsWith(db, digests)).map(kept),
    recover: async (request) => (await recoverFolders({ db, root }, request)).map(kept),
    verify: async (digest) => verify(root, { digest, in: await backupsWith(db, [digest]) }),
    firstDamaged: (digests) => firstDamaged({ db, root }, digests),
    read: (digest, path) => read({ db, root }, { digest, path }),
    place: folderPlace(root),
  };
}

interface Files {
  db: Db;
  root: string;
}

async function open(
  { db, root }: Files,
  key: Omit<BackupKey, 'round'> & { round: number | 'next'; afterMergeOf?: string },
): Promise<OpenBackup> {
  const { email, next } = await aboutBackup(db, key);
  const round = key.round === 'next' ? next : key.round;
  const row = await beginBackup(db, { ...key, round }, { email, afterMergeOf: key.afterMergeOf ?? null });
  let opened: Promise<FolderWriter> | null = null;
  const writer = (): Promise<FolderWriter> => {
    opened ??= openFolder({ root, ...row });
    return opened;
  };
  let finished: FinishedFolder | null = null;
  return {
    digest: row.digest,
    assertOwner: () => assertBackupOwner(db, row),
    write: async (...file) => (await writer()).write(...file),
    adopt: async (...files) => (await writer()).adopt(...files),
    has: async (path) => (await writer()).has(path),
    privateMessages: async () => (await writer()).privateMessages(),
    finish: async (facts) => {
      finished = await (await writer()).finish(facts);
      return { digest: finished.digest };
    },
    record: async (tx, counts) => {
      if (finished === null) throw new Error('A backup is recorded once it is finished');
      await completeBackup(tx, row, { ...finished, ...counts });
    },
  };
}

/**
 * The same bytes may stand in several folders: a contact that nobody changed was backed up by several runs. One that is
 * intact is enough; the damage is that of the newest.
 */
async function verify(root: string, { digest, in: kept }: { digest: string; in: FolderOfBackup[] }): Promise<Damage[]> {
  let newest: Damage[] | null = null;
  for (const { folder } of kept) {
    const damage = await verifyFolder({ root, folder, digest });
    if (damage.length === 0) return [];
    newest ??= damage.map((one) => ('file' in one ? { ...one, file: withoutFileName(one.file) } : one));
  }
  return newest ?? [{ is: 'unknown' }];
}

async function firstDamaged(
  { db, root }: Files,
  digests: string[],
): Promise<{ digest: string; damage: Damage[] } | null> {
  const known = await backupsWith(db, digests);
  for (const digest of digests) {
    const damage = await verify(root, { digest, in: known.filter((one) => one.digest === digest) });
    if (damage.length > 0) return { digest, damage };
  }
  return null;
}

async function read({ db, root }: Files, file: { digest: string; path: string }): Promise<Uint8Array | null> {
  for (const { folder } of await backupsWith(db, [file.digest])) {
    const bytes = await readVerified({ root, folder, ...file });
    if (bytes !== null) return bytes;
  }
  return null;
}

function kept({ runId, clusterId, contactId, round, digest }: FolderOfBackup): KeptBackup {
  return { runId, clusterId, contactId, round, digest };
}
