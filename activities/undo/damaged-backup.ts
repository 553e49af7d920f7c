import type { BackupStore } from '../../store/backups/backup-store.ts';
import type { Reason } from '../../store/reasons.ts';
import type { MergedPair } from '../../store/undo/merged-pair.ts';
import type { UndoPairKey } from '../../store/undo/types.ts';

/** What the hashes say of the backups of both contacts and of what stood after the merge; null where every byte is as it was written. */
export async function damagedBackup(
  backups: Pick<BackupStore, 'find' | 'verify'>,
  { key, merged }: { key: UndoPairKey; merged: Pick<MergedPair, 'backups' | 'afterImage'> },
): Promise<Reason | null> {
  const { backups: listed, afterImage } = merged;
  for (const contact of [key.duplicateId, key.primaryId]) {
    const own = listed.filter(({ contactId }) => contactId === contact).map(({ digest }) => digest);
    const digests = contact === key.primaryId && afterImage !== null ? [...own, afterImage] : own;
    const found = await backups.find(digests);
    if (own.length === 0 || found.length < new Set(digests).size)
      return { code: 'backup-missing', values: { contact } };
    for (const digest of digests) {
      const damage = await backups.verify(digest);
      if (damage.length === 0) continue;
      return { code: 'backup-damaged', values: { contact, problems: [], damage: damage.slice(0, 3) } };
    }
  }
  return null;
}
