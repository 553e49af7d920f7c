import { sql } from 'drizzle-orm';
import { beforeAll, inject } from 'vitest';
import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import type { RegionRules } from '../../../contacts/base/regions.ts';
import { completeScan } from '../../../store/base/complete-scan.ts';
import { preparePage } from '../../../store/base/prepare-page.ts';
import { openScan, type Scan } from '../../../store/base/scans.ts';
import { regionRules } from '../../../store/base/stored-regions.ts';
import { takePage } from '../../../store/base/take-page.ts';
import { type Database, type Db, openDatabase } from '../../../store/database.ts';
import { AU, baseContact, phone } from '../../contacts/base/make-base.ts';
import { createStore } from '../../support/database.ts';

/** A database of the file's own, and its store. */
export function ownDatabase(): { db: () => Db; url: () => string } {
  let database: Database;
  let url = '';
  beforeAll(async () => {
    url = await createStore(inject('adminDatabaseUrl'));
    database = openDatabase({ url });
    return () => database.close();
  });
  return { db: () => database.db, url: () => url };
}

/** A CRM's list in pages of `size`; what was changed since is in the list of changes. */
export interface PlayedBase {
  contacts: BaseContact[];
  size: number;
}

export function playedPage({ contacts, size }: PlayedBase, asked: { cursor: string | null; since: string | null }) {
  const { cursor, since } = asked;
  const listed = since === null ? contacts : contacts.filter(({ updatedAt }) => updatedAt > since);
  const at = Number(cursor ?? 0);
  const next = at + size;
  return { contacts: listed.slice(at, next), nextCursor: next < listed.length ? String(next) : null };
}

export interface PlayedScan {
  org: string;
  token?: string;
  full?: boolean;
  /** @default numbers are Australian */
  regions?: RegionRules;
  /** Called before each page is kept. */
  before?: (page: number) => void;
}

/** Reads all that there is to read. */
export async function readAll(
  db: Db,
  base: PlayedBase,
  { org, token = 't', full = false, regions = AU, before }: PlayedScan,
) {
  let scan = await openScan(db, { crm: 'podium', org, token, full, regions });
  for (let page = 0; scan.next !== null; page++) {
    const { contacts, nextCursor } = playedPage(base, scan.next);
    before?.(page);
    const prepared = preparePage(contacts, { regions: regionRules(scan.regions) });
    await takePage(db, { scan: scan.id, token, asked: scan.next, page: prepared, nextCursor });
    scan = await openScan(db, { crm: 'podium', org, token, full, regions });
  }
  return scan;
}

export async function scanAll(db: Db, base: PlayedBase, options: PlayedScan): Promise<Scan> {
  const { id } = await readAll(db, base, options);
  return await completeScan(db, { scan: id, token: options.token ?? 't' });
}

/** All that plans are made from, and who is gone. */
export async function indexOf(db: Db, org: string): Promise<unknown> {
  const holder = sql`(select holder from base_scans where org = ${org} and state = 'complete' order by id desc limit 1)`;
  const ofHolder = (columns: ReturnType<typeof sql.raw>, table: ReturnType<typeof sql.raw>) =>
    db.execute(sql`select ${columns} from ${table} where scan = ${holder} order by 1, 2`);
  return {
    contacts: await ofHolder(sql.raw('uid, updated_at, field_count, faults, body'), sql.raw('base_contacts')),
    keys: await ofHolder(sql.raw('uid, key, type, locations'), sql.raw('base_keys')),
    gone: await db.execute(sql`select uid from base_tombstones where org = ${org} order by uid`),
  };
}

/** Of whom every third shares a phone with the next one. */
export function people(count: number, updatedAt = '2026-01-01T00:00:00Z'): BaseContact[] {
  return Array.from({ length: count }, (_, at) =>
    baseContact({
      uid: `ct_${String(at).padStart(4, '0')}`,
      name: `Person ${at}`,
      updatedAt,
      channels: [phone(`0412 345 ${String(at % 3 === 1 ? at - 1 : at).padStart(3, '0')}`)],
      locations: ['sydney'],
    }),
  );
}
