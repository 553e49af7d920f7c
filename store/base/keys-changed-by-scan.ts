import { type SQL, sql } from 'drizzle-orm';
import type { BaseContact } from '../../contacts/base/base-contact.ts';
import { contactKeys } from '../../contacts/base/contact-keys.ts';
import type { Tx } from '../database.ts';
import { areSameKeys, type ChangedKeys, comparing } from './changed-keys.ts';
import { eachRow } from './each-row.ts';
import { isReadByThisLibrary } from './read-by-library.ts';
import type { BaseOwner, Scan } from './scans.ts';
import { areSameRegions, regionRules } from './stored-regions.ts';

/**
 * Keeps with a scan that is about to replace the last one whose numbers it reads otherwise, although they are written as they were: by
 * another library, or by other regions. Once the scan counts, nothing else tells.
 */
export async function noteChangedKeys(tx: Tx, { scan, last }: { scan: Scan; last: Scan }): Promise<void> {
  if (areSameRegions(scan.regions, last.regions) && (await isReadByThisLibrary(tx, last))) return;
  const rules = regionRules(scan.regions);
  const compare = comparing();
  for await (const row of eachRow<{ body: string; before: string[]; now: string[] }>(tx, differing({ scan, last }))) {
    const contact = JSON.parse(row.body) as BaseContact;
    const again = contactKeys(contact, rules).keys.map(({ key }) => key);
    if (areSameKeys(again, row.before)) continue;
    compare.add({ uid: contact.uid, before: row.before, now: row.now });
  }
  const found = compare.found();
  if (found.contacts === 0) return;
  await tx.execute(sql`update base_scans set changed_keys = ${JSON.stringify(found)}::jsonb where id = ${scan.id}`);
}

/** Contacts of both, as the last one has them, whose numbers are not the same. */
function differing({ scan, last }: { scan: Scan; last: Scan }): SQL {
  const keysOf = (holder: number): SQL =>
    sql`array(select key from base_keys k where k.scan = ${holder} and k.uid = b.uid order by key)`;
  return sql`
    select * from (
      select b.body, ${keysOf(last.holder)} as before, ${keysOf(scan.id)} as now
      from base_contacts b join base_contacts n on n.scan = ${scan.id} and n.uid = b.uid
      where b.scan = ${last.holder}
    ) both_read where before <> now`;
}

/** What scans have found and nobody has seen, the oldest first. */
export async function unseenChanges(tx: Tx, { crm, org }: BaseOwner): Promise<ChangedKeys[]> {
  const rows = await tx.execute<{ changed: ChangedKeys }>(sql`
    select changed_keys as changed from base_scans
    where crm = ${crm} and org = ${org} and state = 'complete' and changed_keys is not null and changed_keys_seen_at is null
    order by id`);
  return rows.map(({ changed }) => changed);
}

/** Whoever approves in a run that shows them has seen them, up to what was there when the run was made. */
export async function noteChangesSeen(tx: Tx, runId: string): Promise<void> {
  await tx.execute(sql`
    update base_scans s set changed_keys_seen_at = clock_timestamp() from runs r
    where r.id = ${runId} and not r.dry_run and r.options -> 'changedKeys' is not null
      and s.crm = r.crm and s.org = r.org and s.ended_at <= r.created_at
      and s.changed_keys is not null and s.changed_keys_seen_at is null`);
}
