import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import type { PreparedPage } from './prepare-page.ts';

export interface TakePageOptions {
  scan: number;
  /** Of the execution that reads. */
  token: string;
  /** What was asked for: of the scan's `next`. */
  asked: { cursor: string | null; since: string | null };
  page: PreparedPage;
  /** Of the page after it; null at the end of the list. */
  nextCursor: string | null;
}

/** Of rejected contacts so many are named. */
const MOST_NAMED = 100;

/**
 * Keeps a page and its place in one step. A page that was kept already changes nothing; one of an execution that another took over
 * from, or of a scan that has ended, throws nothing and keeps nothing either: `kept` is false.
 */
export async function takePage(db: Db, options: TakePageOptions): Promise<{ kept: boolean }> {
  return await db.transaction(async (tx) => {
    // A page and its place are lost together when the machine dies: nobody waits for the disk.
    await tx.execute(sql`set local synchronous_commit = off`);
    if (!(await moveOn(tx, options))) return { kept: false };
    await keepContacts(tx, options.scan, options.page);
    return { kept: true };
  });
}

/** A list of all contacts is followed by what was changed while it was read: one that moved to a page before is found there. */
async function moveOn(tx: Tx, { scan, token, asked, page, nextCursor }: TakePageOptions): Promise<boolean> {
  const { contacts, rejected } = page;
  const ends = nextCursor === null;
  const moved = await tx.execute(sql`
    update base_scans set
      cursor = ${nextCursor}, pages = pages + 1, contacts = contacts + ${contacts.length},
      rejected = rejected + ${rejected.length},
      rejected_first = case when ${rejected.length} = 0 or jsonb_array_length(rejected_first) >= ${MOST_NAMED}
        then rejected_first else rejected_first || ${JSON.stringify(rejected.slice(0, MOST_NAMED))}::jsonb end,
      phase = case when not ${ends} then phase when phase = 'list' then 'changes' else 'read' end,
      since = case when ${ends} and phase = 'list' then started_at - interval '10 minutes' else since end
    where id = ${scan} and token = ${token} and state = 'open' and phase <> 'read'
      and cursor is not distinct from ${asked.cursor} and (since is null) = ${asked.since === null}
    returning id`);
  return moved.length > 0;
}

async function keepContacts(tx: Tx, scan: number, page: PreparedPage): Promise<void> {
  if (page.contacts.length === 0) return;
  const kept = await tx.execute<{ uid: string; fresh: boolean }>(sql`
    insert into base_contacts (scan, uid, updated_at, field_count, faults, body)
    select ${scan}, uid, updated_at, field_count, string_to_array(faults, ' '), body::text
    from json_to_recordset(${JSON.stringify(page.contacts)}::json)
      as page (uid text, updated_at text, field_count int, faults text, body json)
    on conflict (scan, uid) do update set updated_at = excluded.updated_at, field_count = excluded.field_count,
      faults = excluded.faults, body = excluded.body where base_contacts.updated_at <= excluded.updated_at
    returning uid, xmax = 0 as fresh`);
  const again = kept.filter(({ fresh }) => !fresh).map(({ uid }) => uid);
  if (again.length > 0) {
    await tx.execute(sql`delete from base_keys where scan = ${scan} and uid = any(${sql.param(again)}::text[])`);
  }
  // Of another contact a newer state is there already.
  const isWhole = kept.length === page.contacts.length;
  const uids = isWhole ? null : new Set(kept.map(({ uid }) => uid));
  await keepKeys(tx, scan, uids === null ? page : { ...page, keys: page.keys.filter(({ uid }) => uids.has(uid)) });
}

async function keepKeys(tx: Tx, scan: number, { keys, version }: PreparedPage): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute(sql`
    insert into base_keys (scan, uid, key, type, locations, version)
    select ${scan}, uid, key, type, locations, ${version}
    from json_to_recordset(${JSON.stringify(keys)}::json) as page (uid text, key text, type text, locations text)`);
}
