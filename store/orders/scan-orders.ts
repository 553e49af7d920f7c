import { sql } from 'drizzle-orm';
import type { CountryCode } from 'libphonenumber-js/max';
import type { Db, Tx } from '../database.ts';
import { NotItsOwn } from './not-its-own.ts';
import type { Asker } from './run-orders.ts';
import type { Timing } from './timing.ts';

/** How a scan is to read. */
export interface ScanWish {
  /** All contacts, although changes would do. */
  full: boolean;
  /** Countries of places whose address has none, and of all others: two letters. */
  regions: [uid: string, country: CountryCode][];
  region: CountryCode | null;
}

/** What a scan's workflow is to do. */
export interface ScanOrder extends ScanWish {
  crm: string;
  org: string;
  timing: Timing;
}

/** Writes what a scan is to do before its workflow starts. Returns its id, which nobody can guess. */
export async function writeScanOrder(db: Db, order: ScanOrder & { workflowId: string }): Promise<{ id: string }> {
  const { workflowId, crm, org, full, regions, region, timing } = order;
  const [row] = await db.execute<{ id: string }>(sql`
    insert into scan_orders (workflow_id, crm, org, is_full, regions, region, timing)
    values (${workflowId}, ${crm}, ${org}, ${full}, ${JSON.stringify(regions)}::jsonb, ${region}, ${JSON.stringify(timing)}::jsonb)
    returning id::text as id`);
  if (row === undefined) throw new Error('What the scan is to do was not stored');
  return row;
}

/** Its workflow did not start: another one of the organization runs. */
export async function dropScanOrder(db: Db, { id }: { id: string }): Promise<void> {
  await db.execute(sql`delete from scan_orders where id::text = ${id} and taken_by is null`);
}

/** Its workflow has started. Those that no workflow has taken were written for one that never began, or is over. */
export async function dropOtherOrders(db: Db, { id, workflowId }: { id: string; workflowId: string }): Promise<void> {
  await db.execute(sql`
    delete from scan_orders where workflow_id = ${workflowId} and id::text <> ${id} and taken_by is null`);
}

interface Owned extends Record<string, unknown> {
  workflowId: string;
  takenBy: string | null;
}

/** Gives the order to the workflow that it was written for, which may ask again after a continue-as-new. Throws NotItsOwn for any other. */
export async function takeScanOrder(db: Db, { id, asker }: { id: string; asker: Asker }): Promise<ScanOrder> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<ScanOrder & Owned>(sql`
      select workflow_id as "workflowId", taken_by as "takenBy", crm, org, is_full as "full", regions, region, timing
      from scan_orders where id::text = ${id} for update`);
    if (row === undefined || row.workflowId !== asker.workflowId)
      throw new NotItsOwn('There is no such order for this workflow');
    const { workflowId: _, takenBy, ...order } = row;
    if (takenBy !== null && takenBy !== asker.first) throw new NotItsOwn('The order has counted already');
    await tx.execute(sql`update scan_orders set taken_by = ${asker.first} where id::text = ${id}`);
    return order;
  });
}

/** How the scan reads whose workflow has taken this order. Throws NotItsOwn where another one has, or none. */
export async function scanWish(tx: Tx, { id, first }: { id: string; first: string }): Promise<ScanWish> {
  const [row] = await tx.execute<ScanWish & Record<string, unknown>>(sql`
    select is_full as "full", regions, region from scan_orders where id::text = ${id} and taken_by = ${first}`);
  if (row === undefined) throw new NotItsOwn('There is no such order for this workflow');
  return row;
}
