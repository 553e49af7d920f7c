import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

interface Saving {
  /** Of the budget; its row is locked by the caller. */
  key: string;
  reservation: string;
}

/** The reservation comes first when its calls are there: others look so much later, and again so much later while it has not come. */
const FIRST_MS = 100;
/** A reservation whose process or way to the store is slow comes within this; one that does not is taken for dead. */
const LATE_MS = 5_000;

/**
 * How many milliseconds to wait before looking again, because free calls are kept for another reservation than this; 0 when they are for
 * everybody. A reservation waits for none that stands behind it: it takes its place.
 */
export async function savedMs(
  tx: Tx,
  { keys, reservation, behind }: { keys: string[]; reservation: string | null; behind: boolean },
): Promise<number> {
  const comesFirst = reservation !== null && !behind;
  const [row] = await tx.execute<{ wait: number | null }>(sql`
    select (extract(epoch from max(saved_until) - clock_timestamp()) * 1000)::float8 as wait
    from rate_budgets where key in ${keys} and saved_until > clock_timestamp()
      and saved_for is distinct from ${reservation}::uuid and not (saved_behind is true and ${comesFirst})`);
  const wait = row?.wait ?? null;
  return wait === null ? 0 : Math.ceil(Math.max(wait - LATE_MS, 0)) + FIRST_MS;
}

/** Keeps the calls that become free for this reservation. Ends by itself when its owner dies. */
export async function saveCalls(
  tx: Tx,
  { key, reservation, behind, forMs }: Saving & { behind: boolean; forMs: number },
): Promise<void> {
  await tx.execute(sql`update rate_budgets set saved_for = ${reservation}::uuid, saved_behind = ${behind},
    saved_until = clock_timestamp() + ${forMs + LATE_MS} * interval '1 millisecond' where key = ${key}`);
}

/** The reservation has its calls. */
export async function endSaving(db: Pick<Tx, 'execute'>, reservation: string): Promise<void> {
  await db.execute(
    sql`update rate_budgets set saved_for = null, saved_until = null, saved_behind = null where saved_for = ${reservation}::uuid`,
  );
}
