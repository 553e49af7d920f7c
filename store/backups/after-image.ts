import type { BackupStore } from './backup-store.ts';
import { AFTER, METADATA } from './layout.ts';

/**
 * What the last look before `done` read of a pair, kept by value: what it was afterwards, which only differs from what is now where
 * somebody has changed it since.
 */
export interface AfterImage {
  /** The primary's body, exactly as the CRM sent it. */
  primary: Uint8Array;
  /**
   * By relation that follows a merge, and by the thing's id as readings have it: display ids of the contacts that it names. Of all
   * that named the primary. A relation that was not read of both contacts is absent.
   */
  relations: Record<string, Record<string, string[]>>;
}

/** By the digest that the ledger has of it. Null where it is gone, or not what was written. */
export async function readAfterImage(backups: Pick<BackupStore, 'read'>, digest: string): Promise<AfterImage | null> {
  const [primary, after] = [await backups.read(digest, METADATA), await backups.read(digest, AFTER)];
  if (primary === null || after === null) return null;
  const { relations } = JSON.parse(Buffer.from(after).toString('utf8')) as Pick<AfterImage, 'relations'>;
  return { primary, relations };
}

/** What the list of such a backup says of it, beside its files. */
export function afterFacts(pair: { primary: { id: string; displayId: string }; duplicate: string }): AfterFacts {
  const { id, displayId } = pair.primary;
  return { contact: { id, display_id: displayId }, after_merge_of: pair.duplicate, complete: true };
}

interface AfterFacts extends Record<string, unknown> {
  after_merge_of: string;
}

/**
 * What a backup with this list is: of a whole contact, of what was added to it since, or of what stood after a merge, which no merge
 * may rest on. Null for a list that is none.
 */
export function kindOfBackup(list: Uint8Array): 'whole' | 'added' | 'after' | null {
  try {
    const facts = JSON.parse(Buffer.from(list).toString('utf8')) as object;
    if ('after_merge_of' in facts) return 'after';
    return 'added' in facts ? 'added' : 'whole';
  } catch {
    return null;
  }
}
