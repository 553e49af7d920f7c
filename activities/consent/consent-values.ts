import type { ConsentMapping } from '../../contacts/rules/consent.ts';
import { type ConsentValueCount, consentTally } from '../../contacts/rules/consent-values.ts';
import type { CrmDescription } from '../../crm/crm.ts';
import type { BackupStore } from '../../store/backups/backup-store.ts';
import { METADATA } from '../../store/backups/layout.ts';
import type { ReportRow } from '../../store/reports/rows.ts';
import type { ReportBackup } from '../../store/reports/types.ts';

/** What a run's contacts had in the mapped fields when they were backed up last, and how each value is read. */
export async function consentValues(request: {
  backups: BackupStore;
  rows: readonly ReportRow[];
  mapping: readonly ConsentMapping[];
  description: CrmDescription;
}): Promise<ConsentValueCount[]> {
  const { backups, rows, mapping, description } = request;
  const { customFieldsIn } = description;
  if (mapping.length === 0 || customFieldsIn === undefined) return [];
  const tally = consentTally(mapping);
  for (const kept of byContact(rows).values()) {
    const raw = await metadataOf(backups, kept);
    if (raw !== null) tally.add(customFieldsIn(raw));
  }
  return tally.values();
}

/** The newest first. */
function byContact(rows: readonly ReportRow[]): Map<string, ReportBackup[]> {
  const found = new Map<string, ReportBackup[]>();
  for (const backup of rows.flatMap((row) => row.backups)) {
    const others = found.get(backup.contact) ?? [];
    if (others.some(({ digest }) => digest === backup.digest)) continue;
    found.set(
      backup.contact,
      [...others, backup].sort((a, b) => b.part - a.part),
    );
  }
  return found;
}

/** A backup that only adds what came in later holds none. */
async function metadataOf(backups: BackupStore, kept: ReportBackup[]): Promise<Uint8Array | null> {
  for (const { digest } of kept) {
    const raw = await backups.read(digest, METADATA);
    if (raw !== null) return raw;
  }
  return null;
}
