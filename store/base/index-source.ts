import { sql } from 'drizzle-orm';
import type { BaseContact } from '../../contacts/base/base-contact.ts';
import type { KeyFault } from '../../contacts/base/contact-keys.ts';
import type { KeyHolders } from '../../contacts/base/key-groups.ts';
import { type BaseSource, collectKeys, type SharedKeys } from '../../contacts/base/plan-base.ts';
import type { RegionRules } from '../../contacts/base/regions.ts';
import type { Db, Tx } from '../database.ts';
import { type ChangedKeys, comparing, together } from './changed-keys.ts';
import { eachRow } from './each-row.ts';
import { unseenChanges } from './keys-changed-by-scan.ts';
import { isReadByThisLibrary } from './read-by-library.ts';
import { refusedAcross } from './refused-across.ts';
import { type BaseOwner, lastComplete, type Scan } from './scans.ts';
import { areSameRegions, regionRules, storedRegions } from './stored-regions.ts';

export interface BaseIndex {
  scan: Scan;
  source: BaseSource;
  /**
   * Numbers that are other ones now than when they were stored, or that a scan has found to be others than before, and nobody has seen; null
   * where there are none. To be asked after `source.shared`.
   */
  changed: () => Promise<ChangedKeys | null>;
}

/**
 * Lends the contacts of the last complete scan, as they are at this moment: a scan that ends meanwhile changes nothing of it. Null where
 * there is none. Other regions, or another library, have all numbers read anew.
 */
export async function withBaseIndex<T>(
  db: Db,
  owner: BaseOwner,
  work: (index: BaseIndex | null) => Promise<T>,
): Promise<T> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    // A million contacts are grouped between two statements, on a slow machine for longer than a transaction may else be idle. Nobody waits for it.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = '10min'`);
    const scan = await lastComplete(tx, owner);
    if (scan === null) return await work(null);
    let changed: ChangedKeys | null = null;
    const source: BaseSource = {
      shared: async (regions) => {
        if (await areStoredKeysGood(tx, scan, regions)) return { ...(await storedKeys(tx, scan.holder)), regions };
        const compare = comparing();
        const collector = collectKeys(regions);
        for await (const { body, keys } of eachContact(tx, scan.holder)) {
          const contact = JSON.parse(body) as BaseContact;
          compare.add({ uid: contact.uid, before: keys, now: collector.add(contact).keys.map(({ key }) => key) });
        }
        changed = compare.found();
        return { keys: collector.shared(), contacts: collector.contacts, faults: collector.faults, regions };
      },
      contacts: (uids) => contactsOf(tx, scan.holder, uids),
      refusedAcross: () => refusedAcross(tx, owner),
    };
    return await work({ scan, source, changed: async () => together([...(await unseenChanges(tx, owner)), changed]) });
  });
}

/** Numbers that are read otherwise than they were, and nobody has seen. Null: none, or there is no complete scan. */
export function changedKeysOf(db: Db, owner: BaseOwner): Promise<ChangedKeys | null> {
  return withBaseIndex(db, owner, async (index) => {
    if (index === null) return null;
    await index.source.shared(regionRules(index.scan.regions));
    return index.changed();
  });
}

/** A contact as the last complete scan saw it; null where it did not. */
export async function indexedContact(
  db: Tx,
  { uid, ...owner }: BaseOwner & { uid: string },
): Promise<BaseContact | null> {
  const scan = await lastComplete(db, owner);
  const [contact] = scan === null ? [] : await contactsOf(db, scan.holder, [uid]);
  return contact ?? null;
}

/** These contacts as the last complete scan saw them, and by which regions it reads numbers; none where there is no such scan. */
export async function indexedContacts(
  db: Tx,
  { uids, ...owner }: BaseOwner & { uids: readonly string[] },
): Promise<{ contacts: BaseContact[]; regions: RegionRules } | null> {
  const scan = await lastComplete(db, owner);
  if (scan === null) return null;
  return { contacts: await contactsOf(db, scan.holder, uids), regions: regionRules(scan.regions) };
}

async function areStoredKeysGood(tx: Tx, scan: Scan, regions: RegionRules): Promise<boolean> {
  if (!areSameRegions(scan.regions, storedRegions(regions))) return false;
  return isReadByThisLibrary(tx, scan);
}

async function storedKeys(tx: Tx, holder: number): Promise<Omit<SharedKeys, 'regions'>> {
  const [counted] = await tx.execute<{ contacts: number }>(sql`
    select count(*)::int as contacts from base_contacts where scan = ${holder}`);
  const faults = await tx.execute<{ fault: KeyFault; contacts: number }>(sql`
    select fault, count(*)::int as contacts from base_contacts, unnest(faults) as fault
    where scan = ${holder} and faults is not null group by fault order by fault`);
  return {
    keys: sharedKeys(tx, holder),
    contacts: counted?.contacts ?? 0,
    faults: new Map(faults.map(({ fault, contacts }) => [fault, contacts])),
  };
}

/** Numbers that two or more have, one row each; the others never leave the database. */
async function* sharedKeys(tx: Tx, holder: number): AsyncGenerator<KeyHolders> {
  // Else what is grouped goes through files of the database.
  await tx.execute(sql`set local work_mem = '64MB'`);
  const rows = eachRow<{ key: string; type: string | null; holders: string }>(
    tx,
    sql`select key, min(type) as type, string_agg(uid || ' ' || locations, E'\n') as holders
      from base_keys where scan = ${holder} group by key having count(*) > 1`,
  );
  for await (const { key, type, holders } of rows) yield { key, type, holders: holders.split('\n').map(holderOf) };
}

/** The uid, and then the uids of its places, with a blank between. */
function holderOf(text: string): KeyHolders['holders'][number] {
  const [uid = '', ...locations] = text.trimEnd().split(' ');
  return { uid, locations };
}

function eachContact(tx: Tx, holder: number): AsyncGenerator<{ body: string; keys: string[] }> {
  return eachRow(
    tx,
    sql`select body, array(select key from base_keys k where k.scan = c.scan and k.uid = c.uid) as keys
      from base_contacts c where scan = ${holder}`,
  );
}

async function contactsOf(tx: Tx, holder: number, uids: readonly string[]): Promise<BaseContact[]> {
  const rows = await tx.execute<{ body: string }>(sql`
    select body from base_contacts where scan = ${holder} and uid = any(${sql.param(uids)}::text[])`);
  return rows.map(({ body }) => JSON.parse(body) as BaseContact);
}
