import { type SQL, sql } from 'drizzle-orm';
import type { RateLimit } from '../../config/rate-limit.ts';
import type { Db } from '../database.ts';
import { inWholeMs, waitInMs, waitsOf } from './back-off.ts';
import { type Caller, lockBudget } from './budget-keys.ts';
import { endSaving, saveCalls, savedMs } from './saved-calls.ts';

/** Longer than any call may take: a call or a reservation whose owner died counts so long. */
const FORGOTTEN_MS = 90_000;
/**
 * A reservation that fits within this share of a window has the calls that become free until then. Without it, single calls
 * would take each of them, and reservations would get theirs only when nobody else wants any; with a whole window, too many
 * would lie idle while they are gathered. The share grows by as much with every window that the reservation has waited: where
 * calls are spread evenly, or this process is slow, none would ever fit within the first.
 */
const SAVED_SHARE = 0.2;
/** Between two looks at a budget that calls under way keep full. */
const LEAST_WAIT_MS = 20;

/** The number of the call, or of the last of several; null where none was asked for. Or how long to wait before asking again. */
export type Taken = { id: number | null } | { waitMs: number };

export interface TakeCalls {
  caller: Caller;
  limit: NonNullable<RateLimit>;
  calls: number;
  reservation: string | null;
  /** Whether other reservations come first. @default false */
  behind?: boolean;
  waitedMs: number;
}

/** Takes the calls, and says the id of the last; or takes nothing, and says how long to wait before asking again. */
export async function takeCalls(db: Db, options: TakeCalls): Promise<Taken> {
  const { caller, limit, calls, reservation, behind = false, waitedMs } = options;
  return db.transaction(async (tx) => {
    const { own: key, counted } = await lockBudget(tx, caller);
    const waitMs = await savedMs(tx, { keys: counted, reservation, behind });
    if (waitMs > 0) return { waitMs: Math.max(LEAST_WAIT_MS, waitMs) };
    await tx.execute(sql`delete from rate_calls where key = ${key} and not ${counts(limit.windowMs)}`);
    const wanted = Math.min(calls, limit.calls);
    const [row] = await tx.execute<{ used: number; wait: number | null }>(sql`
      with held as (${heldCalls(counted, limit.windowMs)})
      select (select count(*)::int from held) as used,
        (select (extract(epoch from frees_at - clock_timestamp()) * 1000)::float8 from held order by frees_at
          offset greatest(0, (select count(*) from held) + ${wanted} - ${limit.calls} - 1) limit 1) as wait`);
    if (row !== undefined && row.used + wanted > limit.calls) {
      const fitsInMs = Math.max(LEAST_WAIT_MS, Math.ceil(row.wait ?? 0));
      if (reservation === null) return { waitMs: fitsInMs };
      const ahead = Math.min(limit.windowMs, SAVED_SHARE * (limit.windowMs + waitedMs));
      if (fitsInMs > ahead) return { waitMs: fitsInMs - ahead };
      await saveCalls(tx, { key, reservation, behind, forMs: fitsInMs });
      return { waitMs: fitsInMs };
    }
    if (reservation !== null) await endSaving(tx, reservation);
    // A wait that began while this one stood in the queue is seen in the very statement that takes.
    const [taken] = await tx.execute<{ id: number | null; wait: number | null }>(sql`
      with waits as (${waitsOf(caller)}), taken as (
        insert into rate_calls (key, reservation, expires_at)
        select ${key}, ${reservation}::uuid, ${forgottenAt} from generate_series(1, ${wanted}), waits where until is null
        returning id)
      select (select max(id)::float8 from taken) as id, ${waitInMs} as wait from waits`);
    return takenOf(taken);
  });
}

const forgottenAt = sql`clock_timestamp() + ${FORGOTTEN_MS} * interval '1 millisecond'`;

/** A call of a reservation, unless everybody is to wait; null when nothing is left of it. Once under way, its release does not give it back. */
export async function spendReserved(
  db: Db,
  { caller, reservation }: { caller: Caller; reservation: string },
): Promise<Taken | null> {
  const [row] = await db.execute<{ id: number | null; wait: number | null }>(sql`
    with waits as (${waitsOf(caller)}), spent as (
      update rate_calls set at = clock_timestamp(), reservation = null, expires_at = ${forgottenAt}
      where id = (select id from rate_calls, waits where until is null and reservation = ${reservation}
        and expires_at > clock_timestamp() limit 1 for update of rate_calls skip locked)
      returning id::float8 as id)
    select (select id from spent) as id, ${waitInMs} as wait from waits`);
  return row?.id == null && row?.wait == null ? null : takenOf(row);
}

function takenOf(row: { id: number | null; wait: number | null } | undefined): Taken {
  return row?.wait == null ? { id: row?.id ?? null } : { waitMs: inWholeMs(row.wait) };
}

/** A call or a reservation that the budget still counts. */
function counts(windowMs: number): SQL {
  return sql`(coalesce(expires_at, at + ${windowMs} * interval '1 millisecond') > clock_timestamp())`;
}

/** The calls that a budget counts now. One under way is answered soon: it is taken to be free a window after its departure. */
export function heldCalls(keys: string[], windowMs: number): SQL {
  return sql`select reservation is not null as is_reserved,
      case when reservation is not null then expires_at else at + ${windowMs} * interval '1 millisecond' end as frees_at
    from rate_calls where key in ${keys} and ${counts(windowMs)}`;
}
