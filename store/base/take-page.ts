import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { executePrepared } from '../prepared.ts';
import { textArray } from '../text-array.ts';
import type { PreparedContact, PreparedKey, PreparedPage } from './prepare-page.ts';

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
/** As `asContacts` has them. */
const CONTACT = sql`uid, updated_at, field_count::int, string_to_array(faults, ' '), string_to_array(addresses, ' '), body`;
/** Of Postgres, for what is there already. */
const UNIQUE_VIOLATION = '23505';

/**
 * Keeps a page and its place in one statement. A page that was kept already changes nothing; one of an execution that another took over
 * from, or of a scan that has ended, throws nothing and keeps nothing either: `kept` is false.
 *
 * A list of all contacts is followed by what was changed while it was read: one that moved to a page before is found there. In a transaction
 * of the caller's nobody of such a list may have been met before.
 */
export async function takePage(db: Tx, options: TakePageOptions): Promise<{ kept: boolean }> {
  // Of a list of all hardly anybody was met before. To look for each of them first takes a quarter of Postgres' time.
  const isFirst = options.asked.since === null;
  const moved = (isFirst ? await takeUnmet(db, options) : null) ?? (await takeMet(db, options));
  return { kept: moved.length > 0 };
}

/**
 * Contacts of whom none was met before: null, and nothing is kept, where one was. The keys come after the contacts: Postgres writes into its
 * log which row was there already, and that is to be a uid, not a phone.
 */
async function takeUnmet(db: Tx, options: TakePageOptions): Promise<unknown[] | null> {
  const { contacts, keys, version } = options.page;
  const statement = sql`
    with ${moving(options)}, kept as (
      insert into base_contacts (scan, uid, updated_at, field_count, faults, addresses, body)
      select moved.id, ${CONTACT} from moved cross join ${asContacts(contacts)} returning 1
    ), keyed as (
      insert into base_keys (scan, uid, key, type, locations, version)
      select moved.id, uid, key, type, locations, ${version} from moved cross join ${asKeys(keys)} where (select count(*) from kept) > 0
    )
    select id from moved`;
  try {
    return await executePrepared(db, { name: 'take-page-unmet', statement });
  } catch (error) {
    if (isTwice(error)) return null;
    throw error;
  }
}

function isTwice(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === UNIQUE_VIOLATION) || isTwice(error.cause);
}

/** Of one that was met before the newer state is kept. */
async function takeMet(db: Tx, options: TakePageOptions): Promise<unknown[]> {
  const { scan, page } = options;
  const { contacts, keys, version } = page;
  const statement = sql`
    with ${moving(options)}, kept as (
      insert into base_contacts (scan, uid, updated_at, field_count, faults, addresses, body)
      select moved.id, ${CONTACT} from moved cross join ${asContacts(contacts)}
      on conflict (scan, uid) do update set updated_at = excluded.updated_at, field_count = excluded.field_count,
        faults = excluded.faults, addresses = excluded.addresses, body = excluded.body where base_contacts.updated_at <= excluded.updated_at
      returning uid, xmax = 0 as fresh
    ), numbers as materialized (
      select uid, key, type, locations from ${asKeys(keys)}
    ), gone as (
      delete from base_keys old using kept where not kept.fresh and old.scan = ${scan} and old.uid = kept.uid
        and not exists (select from numbers where numbers.uid = old.uid and numbers.key = old.key)
    ), keyed as (
      insert into base_keys (scan, uid, key, type, locations, version)
      select ${scan}, uid, key, type, locations, ${version} from numbers join kept using (uid)
      on conflict (scan, uid, key) do update set type = excluded.type, locations = excluded.locations, version = excluded.version
    )
    select id from moved`;
  return executePrepared(db, { name: 'take-page', statement });
}

/** The scan's next place, if this is the execution that reads it and nobody has kept the page. */
function moving({ scan, token, asked, page: { contacts, rejected }, nextCursor }: TakePageOptions): SQL {
  const ends = nextCursor === null;
  // A page and its place are lost together when the machine dies: nobody waits for the disk.
  return sql`quick as (select set_config('synchronous_commit', 'off', true) as set),
    moved as (
      update base_scans set
        cursor = ${nextCursor}, pages = pages + 1, contacts = contacts + ${contacts.length},
        rejected = rejected + ${rejected.length},
        rejected_first = case when ${rejected.length} = 0 or jsonb_array_length(rejected_first) >= ${MOST_NAMED}
          then rejected_first else rejected_first || ${JSON.stringify(rejected.slice(0, MOST_NAMED))}::jsonb end,
        phase = case when not ${ends} then phase when phase = 'list' then 'changes' else 'read' end,
        since = case when ${ends} and phase = 'list' then started_at - interval '10 minutes' else since end
      from quick where quick.set = 'off' and id = ${scan} and token = ${token} and state = 'open' and phase <> 'read'
        and cursor is not distinct from ${asked.cursor} and (since is null) = ${asked.since === null}
      returning id
    )`;
}

function asContacts(contacts: PreparedPage['contacts']): SQL {
  const column = (of: (contact: PreparedContact) => string | null): SQL => sql`${textArray(contacts.map(of))}::text[]`;
  return sql`unnest(${column(({ uid }) => uid)}, ${column(({ updatedAt }) => updatedAt)},
    ${column(({ fieldCount }) => String(fieldCount))}, ${column(({ faults }) => faults)},
    ${column(({ addresses }) => addresses)}, ${column(({ body }) => body)})
    as page (uid, updated_at, field_count, faults, addresses, body)`;
}

function asKeys(keys: PreparedPage['keys']): SQL {
  const column = (of: (key: PreparedKey) => string | null): SQL => sql`${textArray(keys.map(of))}::text[]`;
  return sql`unnest(${column(({ uid }) => uid)}, ${column(({ key }) => key)}, ${column(({ type }) => type)},
    ${column(({ locations }) => locations)}) as page (uid, key, type, locations)`;
}
