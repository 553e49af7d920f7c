import { sql } from 'drizzle-orm';
import type { RegionRules } from '../../contacts/base/regions.ts';
import type { Db, Tx } from '../database.ts';
import { isReadByThisLibrary } from './read-by-library.ts';
import { areSameRegions, type StoredRegions, storedRegions } from './stored-regions.ts';

/** Whose contacts. */
export interface BaseOwner {
  crm: string;
  org: string;
}

export interface Scan extends BaseOwner {
  id: number;
  isFull: boolean;
  state: 'open' | 'complete' | 'cancelled';
  /** The scan whose contacts these are: see tables.ts. */
  holder: number;
  pages: number;
  contacts: number;
  rejected: number;
  rejectedFirst: { uid: string; reason: string }[];
  regions: StoredRegions;
  startedAt: Date;
  endedAt: Date | null;
  /** What is to be asked for next; null once nothing is left. `since`: only what was changed after it, in ISO 8601. */
  next: { cursor: string | null; since: string | null } | null;
}

/** So much before the beginning of a scan what changed is asked for again: clocks differ, and a list may show a change late. */
const OVERLAP_MS = 10 * 60_000;
const FULL_AGAIN_AFTER_DAYS = 7;

export interface OpenScanOptions extends BaseOwner {
  /** Of the execution that reads: it finds its own scan again, and takes over one that another left open. */
  token: string;
  /** All contacts, although changes would do. */
  full: boolean;
  regions: RegionRules;
}

/**
 * Begins a scan, or goes on with the open one. It is one of all contacts where no complete one of the last 7 days is there, or
 * where numbers are read by other regions, or by another library, than in that one.
 */
export async function openScan(db: Db, { crm, org, token, full, regions }: OpenScanOptions): Promise<Scan> {
  const stored = storedRegions(regions);
  return await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`base-scan ${crm} ${org}`}, 0))`);
    const [open] = await readScans(tx, sql`crm = ${crm} and org = ${org} and state = 'open'`);
    if (open !== undefined && areSameRegions(open.regions, stored) && (open.isFull || !full)) {
      await tx.execute(sql`update base_scans set token = ${token} where id = ${open.id}`);
      return open;
    }
    if (open !== undefined) await endAsCancelled(tx, open.id);
    const last = full ? null : await lastComplete(tx, { crm, org });
    const base = last !== null && (await isBase(tx, { last, stored })) ? last : null;
    const since = base === null ? null : new Date(base.startedAt.getTime() - OVERLAP_MS);
    const [row] = await tx.execute<{ id: number }>(sql`
      insert into base_scans (crm, org, token, is_full, state, holder, phase, since, regions)
      values (${crm}, ${org}, ${token}, ${base === null}, 'open', 0, ${base === null ? 'list' : 'changes'}, ${since},
        ${JSON.stringify(stored)}::jsonb)
      returning id::int as id`);
    const id = row?.id ?? 0;
    // Until it is complete it holds what it reads itself.
    await tx.execute(sql`update base_scans set holder = id where id = ${id}`);
    return await readScan(tx, id);
  });
}

/** Which scan something is of, as it is kept. */
export function scanFacts({ id, startedAt, endedAt }: Scan): { id: number; endedAt: string } {
  return { id, endedAt: (endedAt ?? startedAt).toISOString() };
}

export async function readScan(db: Tx, id: number): Promise<Scan> {
  const [scan] = await readScans(db, sql`id = ${id}`);
  if (scan === undefined) throw new Error(`There is no scan ${id} in the store`);
  return scan;
}

/** The one that plans are made from: a later one that is open or cancelled changes nothing of it. */
export async function lastComplete(db: Tx, { crm, org }: BaseOwner): Promise<Scan | null> {
  const [scan] = await readScans(db, sql`crm = ${crm} and org = ${org} and state = 'complete'`);
  return scan ?? null;
}

/** Those with a complete scan, in order. */
export async function scannedOrgs(db: Tx, crm: string): Promise<string[]> {
  const rows = await db.execute<{ org: string }>(sql`
    select distinct org from base_scans where crm = ${crm} and state = 'complete' order by org`);
  return rows.map(({ org }) => org);
}

/** The list begins again, because its cursor leads nowhere any more. What was seen stays seen. */
export async function restartList(db: Tx, { scan, token }: { scan: number; token: string }): Promise<void> {
  await db.execute(sql`update base_scans set cursor = null where id = ${scan} and token = ${token} and state = 'open'`);
}

/** What it has read is forgotten. One that has ended stays as it is. */
export async function cancelScan(db: Db, id: number): Promise<void> {
  await db.transaction((tx) => endAsCancelled(tx, id));
}

async function endAsCancelled(tx: Tx, id: number): Promise<void> {
  const ended =
    await tx.execute(sql`update base_scans set state = 'cancelled', cursor = null, ended_at = clock_timestamp()
    where id = ${id} and state = 'open' returning id`);
  if (ended.length > 0) await forgetContacts(tx, sql`scan = ${id}`);
}

export async function forgetContacts(tx: Tx, which: ReturnType<typeof sql>): Promise<void> {
  await tx.execute(sql`delete from base_contacts where ${which}`);
  await tx.execute(sql`delete from base_keys where ${which}`);
}

/** Whether changes since the last one are enough: what is stored is read as it would be now, and nobody can have gone long ago. */
async function isBase(tx: Tx, { last, stored }: { last: Scan; stored: StoredRegions }): Promise<boolean> {
  return areSameRegions(last.regions, stored) && (await isReadByThisLibrary(tx, last)) && (await isYoung(tx, last));
}

/** Whether the last one of all contacts that it stands on is of the last days. */
async function isYoung(tx: Tx, { holder }: Scan): Promise<boolean> {
  const [row] = await tx.execute<{ young: boolean }>(sql`
    select started_at > clock_timestamp() - make_interval(days => ${FULL_AGAIN_AFTER_DAYS}) as young
    from base_scans where id = ${holder}`);
  return row?.young ?? false;
}

interface Row extends Omit<Scan, 'next'>, Record<string, unknown> {
  phase: 'list' | 'changes' | 'read';
  since: string | null;
  cursor: string | null;
}

/** The newest first. */
async function readScans(db: Tx, which: ReturnType<typeof sql>): Promise<Scan[]> {
  const rows = await db.execute<Row>(sql`
    select id::int, crm, org, is_full as "isFull", state, holder::int, phase, cursor, pages, contacts, rejected,
      rejected_first as "rejectedFirst", regions, started_at as "startedAt", ended_at as "endedAt",
      to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from base_scans where ${which} order by id desc`);
  return rows.map(({ phase, since, cursor, startedAt, endedAt, ...rest }) => ({
    ...rest,
    startedAt: new Date(startedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
    next: phase === 'read' ? null : { cursor, since },
  }));
}
