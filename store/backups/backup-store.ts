import type { Tx } from '../database.ts';
import type { Damage } from './damage.ts';
import type { ChunkWriter, FileFacts } from './durable-file.ts';
import type { Spool } from './spool.ts';

/** Which backup: one contact's, in one round over its cluster in one run. */
export interface BackupKey {
  runId: string;
  clusterId: string;
  contactId: string;
  /** 0 is the first round; a higher one looked at the cluster again, or holds what a later step had to add. */
  round: number;
}

/** A complete backup: found by its digest, whichever run made it. */
export interface KeptBackup extends BackupKey {
  /** SHA-256 of its list of files, which holds the SHA-256 of each. */
  digest: string;
}

/** How much a backup holds, for reports. */
export interface BackupCounts {
  /** How many of each kind of things, by its plural. */
  things: Record<string, number>;
  privateMessages: number;
}

/** What stands beside a file's hash in the backup's list, and is adopted with it. */
export interface FileNotes {
  /** Of a thread: how many of its entries only some people may see. */
  private_messages?: number;
}

/** A backup that is being written. Paths are made by `layout.ts`. */
export interface OpenBackup {
  /** Of an attempt that had finished it already: then there is nothing to write. */
  readonly digest: string | null;
  /** Throws StaleAttemptError when a later attempt has taken the backup over. */
  assertOwner(): Promise<void>;
  /** `notes` are asked for once all is written. */
  write(path: string, content: Uint8Array | ChunkWriter, notes?: () => FileNotes): Promise<FileFacts>;
  /**
   * Takes over what an earlier attempt wrote under `prefix`, if `lastFile` (written after all others there) and all the
   * rest still have the hashes noted. False changes nothing.
   */
  adopt(prefix: string, lastFile: string): Promise<boolean>;
  /** Whether a file of that name is written or taken over already. */
  has(path: string): Promise<boolean>;
  /** Private entries in the threads written and adopted so far. */
  privateMessages(): Promise<number>;
  /** Writes `facts` with the list of files, last, and puts the backup where it stays. It counts once it is recorded. */
  finish(facts: Record<string, unknown>): Promise<{ digest: string }>;
  /** Lets the finished backup count, in the caller's transaction. Throws StaleAttemptError as `assertOwner` does. */
  record(tx: Tx, counts: BackupCounts): Promise<void>;
}

/** Where backups are kept. Written once, never again; how they are named and where they lie is nobody else's business. */
export interface BackupStore {
  /**
   * Makes sure that this is the database's one place of backups, which remembers the first that it was used with. Returns its
   * id. Throws OtherBackupStore: then nothing may be written or looked for here.
   */
  claim(): Promise<string>;
  /** A person says that it is from now on, whatever the database knew before. Returns its id. */
  take(): Promise<string>;
  /**
   * Takes a backup over for a new attempt, whoever wrote before. `next`: a round that nobody has finished yet. `afterMergeOf`: of a primary as
   * it stood after it had taken this duplicate in (`after-image.ts`), which no merge is judged by.
   */
  open(key: Omit<BackupKey, 'round'> & { round: number | 'next'; afterMergeOf?: string }): Promise<OpenBackup>;
  /** A place for pages that a backup may need, out of memory. Whoever asks closes it. */
  spool(): Spool;
  /** The complete ones of some contacts of a cluster in one run, from round `since` on, in order; not what stood after a merge. */
  list(request: { runId: string; clusterId: string; contacts: string[]; since: number }): Promise<KeptBackup[]>;
  /** Those with these digests, whichever run made them; one that nobody knows is not among them. */
  find(digests: string[]): Promise<KeptBackup[]>;
  /**
   * The newest complete backup of each contact, with what was added to it, that lies there although the database has not heard of it: it
   * is an older copy of itself. They count from now on as this run's.
   */
  recover(request: { runId: string; clusterId: string; contacts: string[] }): Promise<KeptBackup[]>;
  /** Reopens a backup and hashes every byte. Returns what is wrong; empty means intact. */
  verify(digest: string): Promise<Damage[]>;
  /** The first of these in which something is wrong; null where all are intact. */
  firstDamaged(digests: string[]): Promise<{ digest: string; damage: Damage[] } | null>;
  /** One file of a backup; null where it has none of that name, or another than was written. */
  read(digest: string, path: string): Promise<Uint8Array | null>;
  /** Where a person finds them. */
  readonly place: BackupPlace;
}

export interface BackupPlace {
  /** As the settings name it. */
  name: string;
  /** The command that finds a contact's backups by hand. Names of backups hold e-mails and are not written anywhere. */
  commandToFind(contact: string): string;
}
