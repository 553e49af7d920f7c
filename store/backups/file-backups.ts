import type { Db } from '../database.ts';
import { clusterFacts } from '../runs/plans.ts';
import type { BackupKey, BackupStore, KeptBackup, OpenBackup } from './backup-store.ts';
import { claimFolder, takeFolder } from './claim-folder.ts';
import type { Damage } from './damage.ts';
import { folderPlace } from './folder-place.ts';
import { withoutFileName } from './layout.ts';
import { recoverFolders } from './recover-folders.ts';
import {
  assertBackupOwner,
  backupsOf,
  backupsWith,
  beginBackup,
  completeBackup,
  type FolderOfBackup,
  nextRound,
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
    verify: (digest) => verify({ db, root }, digest),
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
  const { email } = await clusterFacts(db, key);
  const round = key.round === 'next' ? await nextRound(db, key) : key.round;
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
async function verify({ db, root }: Files, digest: string): Promise<Damage[]> {
  let newest: Damage[] | null = null;
  for (const { folder } of await backupsWith(db, [digest])) {
    const damage = await verifyFolder({ root, folder, digest });
    if (damage.length === 0) return [];
    newest ??= damage.map((one) => ('file' in one ? { ...one, file: withoutFileName(one.file) } : one));
  }
  return newest ?? [{ is: 'unknown' }];
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
