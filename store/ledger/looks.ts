import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { MAY_BE_MERGED } from '../pair-states.ts';
import { seenAt, sinceQuiet } from '../quiet-looks.ts';
import { StaleAttemptError } from '../stale-attempt-error.ts';
import type { Attempt, PairKey } from '../types.ts';
import { isPair, transition } from './ledger.ts';

/** Two looks that prove `not-applied` are at least this far apart, where a run does not say otherwise. */
export const LOOKS_APART_MS = 180_000;

/** For a pair that becomes `sent`: its clock starts, and what was seen of an earlier send counts no more. Its count and evidence are the caller's. */
export const SENT_ANEW = [
  sql`sent_at = clock_timestamp()`,
  sql`gone_at = null`,
  sql`outcome = null`,
  sql`answered = null`,
  sql`quiet_since = null`,
  sql`last_look_at = null`,
  sql`unchanged_since = null`,
];

export interface Looked {
  /** Since the quiet period began: with the first complete look after `sent`, or after a gap without one. */
  sinceQuietMs: number;
  /** Since the first complete look after the quiet period that found nothing changed; null while this is not yet one. */
  sinceUnchangedMs: number | null;
  /** How far apart two such looks must be in the pair's run. */
  looksApartMs: number;
}

export interface Look {
  key: PairKey;
  attempt: Attempt;
  /** The look found both contacts as they were. */
  unchanged: boolean;
  quietMs: number;
  /** So long without a complete look, and whoever looks begins the quiet period anew. */
  longestGapMs: number;
}

/** Notes a complete look at a pair that was sent, by the database's clock. Throws StaleAttemptError where another attempt has taken over. */
export async function noteLook(db: Tx, look: Look): Promise<Looked> {
  const { key, attempt, unchanged, quietMs, longestGapMs } = look;
  const [row] = await db.execute<{ quiet: number; unchanged: number | null; apart: number | null }>(sql`
    with ${seenAt({ table: 'pairs', pair: isPair(key), longestGapMs })}, noted as (
      update pairs set last_look_at = seen.now, quiet_since = seen.since,
        unchanged_since = ${sinceQuiet({ column: 'unchanged_since', counts: sql`${unchanged}::boolean`, quietMs })}
      from seen where ${isPair(key)} and token = ${attempt.token}::uuid and seq = ${attempt.seq}
      returning seen.now, pairs.quiet_since, pairs.unchanged_since, run_id
    )
    select (extract(epoch from now - noted.quiet_since) * 1000)::float8 as quiet,
      (extract(epoch from now - noted.unchanged_since) * 1000)::float8 as unchanged,
      (select (options->>'looksApartMs')::float8 from runs r where r.id = noted.run_id) as apart
    from noted`);
  if (row === undefined) throw new StaleAttemptError(key, 'note a look');
  return { sinceQuietMs: row.quiet, sinceUnchangedMs: row.unchanged, looksApartMs: row.apart ?? LOOKS_APART_MS };
}

/** The first look that finds the duplicate gone. */
export async function noteGone(db: Tx, { key, attempt }: Pick<Look, 'key' | 'attempt'>): Promise<void> {
  const set = [sql`gone_at = coalesce(gone_at, clock_timestamp())`];
  await transition(db, { key, attempt, from: MAY_BE_MERGED, to: 'sent', detail: 'duplicate is gone', set });
}
