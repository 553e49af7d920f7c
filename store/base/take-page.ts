import { type SQL, sql } from 'drizzle-orm';
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
    if (!(await moveOn(tx, options))) return { kept: false };
    await keepContacts(tx, options.scan, options.page);
    return { kept: true };
  });
}

/** A list of all contacts is followed by what was changed while it was read: one that moved to a page before is found there. */
async function moveOn(tx: Tx, { scan, token, asked, page, nextCursor }: TakePageOptions): Promise<boolean> {
  const { contacts, rejected } = page;
  const ends = nextCursor === null;
  // A page and its place are lost together when the machine dies: nobody waits for the disk.
  const moved = await tx.execute(sql`
    with quick as (select set_config('synchronous_commit', 'off', true) as set)
    update base_scans set
      cursor = ${nextCursor}, pages = pages + 1, contacts = contacts + ${contacts.length},
      rejected = rejected + ${rejected.length},
      rejected_first = case when ${rejected.length} = 0 or jsonb_array_length(rejected_first) >= ${MOST_NAMED}
        then rejected_first else rejected_first || ${JSON.stringify(rejected.slice(0, MOST_NAMED))}::jsonb end,
      phase = case when not ${ends} then phase when phase = 'list' then 'changes' else 'read' end,
      since = case when ${ends} and phase = 'list' then started_at - interval '10 minutes' else since end
    from quick where quick.set = 'off' and id = ${scan} and token = ${token} and state = 'open' and phase <> 'read'
      and cursor is not distinct from ${asked.cursor} and (since is null) = ${asked.since === null}
    returning id`);
  return moved.length > 0;
}

/** Numbers of contacts that are new come with them; those of one that was there already are written after its old ones have gone. */
async function keepContacts(tx: Tx, scan: number, { contacts, keys, version }: PreparedPage): Promise<void> {
  if (contacts.length === 0) return;
  const kept = await tx.execute<{ uid: string }>(sql`
    with kept as (
      insert into base_contacts (scan, uid, updated_at, field_count, faults, body)
      select ${scan}, uid, updated_at, field_count, string_to_array(faults, ' '), body::text
      from json_to_recordset(${JSON.stringify(contacts)}::json)
        as page (uid text, updated_at text, field_count int, faults text, body json)
      on conflict (scan, uid) do update set updated_at = excluded.updated_at, field_count = excluded.field_count,
        faults = excluded.faults, body = excluded.body where base_contacts.updated_at <= excluded.updated_at
      returning uid, xmax = 0 as fresh
    ), keyed as (
      insert into base_keys (scan, uid, key, type, locations, version)
      select ${scan}, uid, key, type, locations, ${version} from ${asRows(keys)} join kept using (uid) where fresh
    )
    select uid from kept where not fresh`);
  const again = new Set(kept.map(({ uid }) => uid));
  if (again.size === 0) return;
  await tx.execute(sql`delete from base_keys where scan = ${scan} and uid = any(${sql.param([...again])}::text[])`);
  await tx.execute(sql`
    insert into base_keys (scan, uid, key, type, locations, version)
    select ${scan}, uid, key, type, locations, ${version} from ${asRows(keys.filter(({ uid }) => again.has(uid)))}`);
}

function asRows(keys: PreparedPage['keys']): SQL {
  return sql`json_to_recordset(${JSON.stringify(keys)}::json) as page (uid text, key text, type text, locations text)`;
}
