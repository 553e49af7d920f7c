import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { noteHooksRead } from '../hooks/take-event.ts';
import { noteChangedKeys } from './keys-changed-by-scan.ts';
import { forgetContacts, lastComplete, readScan, type Scan } from './scans.ts';

/** An empty answer is more likely to be a mistake than an empty base: nobody is taken away because of it. */
export class FoundNobody extends Error {
  override readonly name = 'FoundNobody';

  constructor(scan: number) {
    super(`Scan ${scan} found no contact at all, where the last one found some; the last one stays in force`);
  }
}

/**
 * Plans are made from it from now on. One of all contacts replaces what was there, and whom it did not find is gone; one of changes
 * brings the last one up to date and takes nobody away. Once more changes nothing. Throws where something is left to be read.
 */
export async function completeScan(db: Db, { scan: id, token }: { scan: number; token: string }): Promise<Scan> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`select id from base_scans where id = ${id} for update`);
    const scan = await readScan(tx, id);
    if (scan.state === 'complete') return scan;
    if (scan.state !== 'open' || scan.next !== null) {
      throw new Error(`Scan ${id} is not complete: it is ${scan.state === 'open' ? 'still read' : scan.state}`);
    }
    const last = await lastComplete(tx, scan);
    if (last !== null) await noteChangedKeys(tx, { scan, last });
    if (scan.isFull) await replace(tx, scan, last);
    else if (last !== null) await bringUpToDate(tx, scan, last);
    const holder = scan.isFull || last === null ? id : last.holder;
    const done = await tx.execute(sql`
      update base_scans set state = 'complete', holder = ${holder}, ended_at = clock_timestamp()
      where id = ${id} and token = ${token} returning id`);
    if (done.length === 0) throw new Error(`Scan ${id} was taken over by another execution`);
    await countDuplicates(tx, { id, holder });
    await noteHooksRead(tx, { ...scan, id });
    // Else the first plan is made by guesses of how many there are.
    if (scan.isFull) await tx.execute(sql`analyze base_contacts (scan, uid), base_keys (scan, uid, key)`);
    return await readScan(tx, id);
  });
}

async function replace(tx: Tx, { id, crm, org, contacts }: Scan, last: Scan | null): Promise<void> {
  if (last !== null) {
    if (contacts === 0 && (await holdsAny(tx, last.holder))) throw new FoundNobody(id);
    await tx.execute(sql`
      insert into base_tombstones (crm, org, uid)
      select ${crm}, ${org}, uid from base_contacts before where scan = ${last.holder}
        and not exists (select from base_contacts now where now.scan = ${id} and now.uid = before.uid)
      on conflict do nothing`);
    await forgetContacts(tx, sql`scan = ${last.holder}`);
  }
  await raise(tx, { id, crm, org });
}

async function holdsAny(tx: Tx, holder: number): Promise<boolean> {
  return (await tx.execute(sql`select 1 from base_contacts where scan = ${holder} limit 1`)).length > 0;
}

/** Who comes back is not gone. */
async function raise(tx: Tx, { id, crm, org }: Pick<Scan, 'id' | 'crm' | 'org'>): Promise<void> {
  await tx.execute(sql`
    delete from base_tombstones gone using base_contacts now
    where gone.crm = ${crm} and gone.org = ${org} and now.scan = ${id} and now.uid = gone.uid`);
}

async function bringUpToDate(tx: Tx, scan: Scan, { holder }: Scan): Promise<void> {
  const { id } = scan;
  await raise(tx, scan);
  await tx.execute(sql`
    delete from base_contacts now using base_contacts before
    where now.scan = ${id} and before.scan = ${holder} and before.uid = now.uid and before.updated_at > now.updated_at`);
  for (const table of [sql`base_contacts`, sql`base_keys`]) {
    await tx.execute(sql`
      delete from ${table} before using base_contacts now
      where before.scan = ${holder} and now.scan = ${id} and now.uid = before.uid`);
  }
  await tx.execute(sql`
    update base_keys set scan = ${holder} where scan = ${id}
      and exists (select from base_contacts now where now.scan = ${id} and now.uid = base_keys.uid)`);
  await tx.execute(sql`update base_contacts set scan = ${holder} where scan = ${id}`);
  await forgetContacts(tx, sql`scan = ${id}`);
}

/** Of all that have a number, however many, one is none. */
async function countDuplicates(tx: Tx, { id, holder }: Pick<Scan, 'id' | 'holder'>): Promise<void> {
  // Else what is counted goes through files of the database.
  await tx.execute(sql`set local work_mem = '64MB'`);
  await tx.execute(sql`
    update base_scans set in_force = (select count(*) from base_contacts where scan = ${holder}), duplicates = (
      select count(distinct k.uid) from base_keys k join (
        select key, min(uid) as first from base_keys where scan = ${holder} group by key having count(*) > 1
      ) shared on shared.key = k.key
      where k.scan = ${holder} and k.uid <> shared.first)
    where id = ${id}`);
}
