import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import type { NoticeEvent } from './notice-event.ts';

/** What somebody outside is told, with what a reader needs to know which run it is. */
export interface Notice {
  /** The same in each try: a receiver that has it already leaves it at that. */
  id: string;
  event: NoticeEvent;
  /** ISO 8601: when it became so. */
  at: string;
  run: string | null;
  crm: string | null;
  organization: string | null;
  profile: string | null;
  dryRun: boolean | null;
  facts: Record<string, unknown>;
}

/** Whoever was not reached for so long is not told any more. */
const GIVEN_UP = sql`interval '24 hours'`;
const KEPT = sql`interval '30 days'`;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Lets `send` try the next notice that is due, and writes down what came of it: null where it was taken, else a code. The row is locked
 * meanwhile: no two processes send it at once, and one that dies has marked nothing, so that another sends it again. False: none is due.
 */
export async function tryNotice(
  db: Db,
  { send, pauseMs }: { send: (notice: Notice) => Promise<string | null>; pauseMs: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<Omit<Notice, 'at'> & { at: Date } & Record<string, unknown>>(sql`
      select n.id, n.event, n.created_at as at, n.run_id as run, r.crm, r.org as organization, p.profile, r.dry_run as "dryRun", n.facts
      from notices n left join runs r on r.id = n.run_id left join plans p on p.digest = r.plan_digest
      where n.sent_at is null and n.given_up_at is null and n.next_try_at <= clock_timestamp()
      order by n.next_try_at limit 1 for update of n skip locked`);
    if (row === undefined) return false;
    const failure = await send({ ...row, at: new Date(row.at).toISOString() });
    await tx.execute(sql`
      update notices set tries = tries + 1, failure = ${failure}, sent_at = case when ${failure}::text is null then clock_timestamp() end,
        next_try_at = clock_timestamp() + least(${pauseMs} * power(2, least(tries, 20)), ${LONGEST_PAUSE_MS}) * interval '1 ms',
        given_up_at = case when ${failure}::text is not null and created_at < clock_timestamp() - ${GIVEN_UP} then clock_timestamp() end
      where id = ${row.id}::uuid`);
    return true;
  });
}

/** Gives up what nobody took for a day, and forgets what is a month old. */
export async function dropOldNotices(db: Tx): Promise<void> {
  await db.execute(sql`
    update notices set given_up_at = clock_timestamp()
    where sent_at is null and given_up_at is null and created_at < clock_timestamp() - ${GIVEN_UP} and next_try_at <= clock_timestamp()`);
  await db.execute(sql`
    delete from notices where (sent_at is not null or given_up_at is not null) and created_at < clock_timestamp() - ${KEPT}
      and not (event = 'alert' and key is not null)`);
}

/** How it stands with what is to be told. */
export interface NoticeCounts {
  pending: number;
  /** Of the last seven days, of those that were tried. */
  givenUp: number;
  /** Why the last try of all failed that was not taken; null where there is none. */
  failure: string | null;
}

export async function countNotices(db: Tx): Promise<NoticeCounts> {
  const [row] = await db.execute<NoticeCounts & Record<string, unknown>>(sql`
    select count(*) filter (where sent_at is null and given_up_at is null)::int as pending,
      count(*) filter (where given_up_at > clock_timestamp() - interval '7 days' and tries > 0)::int as "givenUp",
      (select failure from notices where sent_at is null and failure is not null order by next_try_at desc limit 1) as failure
    from notices`);
  return row ?? { pending: 0, givenUp: 0, failure: null };
}
