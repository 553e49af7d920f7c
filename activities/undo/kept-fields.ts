import type { WritableFields } from '../../contacts/undo/undo-seen.ts';
import type { Restoring } from '../../crm/crm.ts';
import { readAfterImage } from '../../store/backups/after-image.ts';
import type { BackupStore } from '../../store/backups/backup-store.ts';
import { METADATA } from '../../store/backups/layout.ts';
import type { BackupRef } from '../../store/types.ts';
import type { MergeInto } from '../../store/undo/merged-pair.ts';

export interface Keeping {
  backups: Pick<BackupStore, 'read'>;
  restoring: Pick<Restoring, 'fieldsOf'>;
  primary: string;
  /** All into the primary, the oldest first. */
  merges: readonly MergeInto[];
}

/** The newest body that these backups have of a contact; null where there is none. */
export async function newestBody(
  backups: Pick<BackupStore, 'read'>,
  contact: string,
  listed: readonly BackupRef[],
): Promise<Uint8Array | null> {
  const own = listed.filter(({ contactId }) => contactId === contact).sort((a, b) => b.part - a.part);
  for (const { digest } of own) {
    const body = await backups.read(digest, METADATA);
    if (body !== null) return body;
  }
  return null;
}

/**
 * The primary's fields right before a merge: as the one before it left them, or as they were backed up after that. `known` is false where that one
 * kept nothing: then nobody knows which of the two made a difference. Null where no backup has them.
 */
export async function fieldsBefore(
  { backups, restoring, primary, merges }: Keeping,
  merge: Pick<MergeInto, 'duplicateId' | 'backups'>,
): Promise<{ fields: WritableFields; known: boolean } | null> {
  const at = merges.findIndex(({ duplicateId }) => duplicateId === merge.duplicateId);
  const previous = merges[at - 1];
  const digests = new Set(previous?.backups.map(({ digest }) => digest));
  const since = merge.backups.filter(({ digest }) => !digests.has(digest));
  const body = await newestBody(backups, primary, since);
  if (body !== null) return { fields: restoring.fieldsOf(body), known: true };
  const image = previous?.afterImage == null ? null : await readAfterImage(backups, previous.afterImage);
  if (image !== null) return { fields: restoring.fieldsOf(image.primary), known: true };
  const old = await newestBody(backups, primary, merge.backups);
  return old === null ? null : { fields: restoring.fieldsOf(old), known: false };
}

/** In a preview: the primary's fields as they will be once this undo has taken back the merges that come before the pair's turn. */
export async function fieldsOnTurn(
  keeping: Keeping,
  { now, moved }: { now: WritableFields; moved: { from: string; oldRef: string; field: string } | null },
): Promise<WritableFields> {
  const onTurn: Record<string, unknown> = { ...now };
  for (const merge of [...keeping.merges].reverse()) {
    const steps = merge.plan?.primary.filter(({ does }) => does === 'put-back') ?? [];
    if (steps.length === 0) continue;
    const before = await fieldsBefore(keeping, merge);
    for (const { field } of steps)
      onTurn[field] = moved?.field === field && moved.from === merge.duplicateId ? moved.oldRef : before?.fields[field];
  }
  return onTurn;
}
