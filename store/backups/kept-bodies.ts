import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { BackupRef } from '../types.ts';
import { readAfterImage } from './after-image.ts';
import type { BackupStore } from './backup-store.ts';
import { METADATA } from './layout.ts';

/** The bodies of both contacts before a merge, and of the kept one after it, exactly as the CRM sent them. */
export interface KeptBodies {
  /** ISO 8601: when the merge was proven. */
  at: string;
  own: Uint8Array;
  other: Uint8Array;
  after: Uint8Array;
}

interface Row extends Record<string, unknown> {
  at: Date | string;
  primary: string;
  duplicate: string;
  backups: BackupRef[];
  afterImage: string;
}

/**
 * Of the newest merges of an organization, the newest first; at most so many are looked at. Only the first one into each contact, before which it was as
 * its backup has it; one whose files are elsewhere or damaged is left out.
 */
export async function newestKeptBodies(
  db: Tx,
  backups: Pick<BackupStore, 'read'>,
  { crm, org, most }: { crm: string; org: string; most: number },
): Promise<KeptBodies[]> {
  const rows = await db.execute<Row>(sql`
    select p.done_at as at, p.primary_id as primary, p.duplicate_id as duplicate, p.backups, p.after_image as "afterImage" from pairs p
    where p.mode = 'real' and p.crm = ${crm} and p.org = ${org} and p.state = 'done' and p.after_image is not null and p.proof is distinct from 'earlier'
      and not exists (select from pairs e where e.mode = p.mode and e.crm = p.crm and e.org = p.org and e.primary_id = p.primary_id
        and e.done_at < p.done_at)
    order by p.done_at desc limit ${most}`);
  const found = await Promise.all(rows.map((row) => bodiesOf(backups, row)));
  return found.filter((one) => one !== null);
}

async function bodiesOf(backups: Pick<BackupStore, 'read'>, row: Row): Promise<KeptBodies | null> {
  const bodyOf = async (contact: string): Promise<Uint8Array | null> => {
    const first = row.backups.filter(({ contactId }) => contactId === contact).sort((a, b) => a.part - b.part)[0];
    return first === undefined ? null : await backups.read(first.digest, METADATA).catch(() => null);
  };
  const own = await bodyOf(row.primary);
  const other = await bodyOf(row.duplicate);
  const image = await readAfterImage(backups, row.afterImage).catch(() => null);
  if (own === null || other === null || image === null) return null;
  return { at: new Date(row.at).toISOString(), own, other, after: image.primary };
}
