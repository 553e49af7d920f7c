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

/** Whether a backup with this list is no backup that a merge may rest on. */
export function isAfterImage(list: Uint8Array): boolean {
  try {
    return 'after_merge_of' in (JSON.parse(Buffer.from(list).toString('utf8')) as AfterFacts);
  } catch {
    return false;
  }
}
