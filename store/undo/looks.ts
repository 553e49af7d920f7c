import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { seenAt, sinceQuiet } from '../quiet-looks.ts';
import { StaleAttemptError } from '../stale-attempt-error.ts';
import { isUndoPair } from './ledger.ts';
import type { UndoStep } from './steps.ts';

export interface AbsentLook extends UndoStep {
  quietMs: number;
  /** So long without a complete look, and whoever looks begins the quiet period anew. */
  longestGapMs: number;
}

/**
 * Notes a complete look that has not found the contact that was to be created, by the database's clock. Returns for how long looks after the quiet
 * period have not found it, in milliseconds; null while this is not yet one. Throws StaleAttemptError.
 */
export async function noteAbsent(db: Tx, look: AbsentLook): Promise<number | null> {
  const { key, attempt, quietMs, longestGapMs } = look;
  const [row] = await db.execute<{ absent: number | null }>(sql`
    with ${seenAt({ table: 'undo_pairs', pair: isUndoPair(key), longestGapMs })}, noted as (
      update undo_pairs set last_look_at = seen.now, quiet_since = seen.since,
        absent_since = ${sinceQuiet({ column: 'absent_since', counts: sql`true`, quietMs })}
      from seen where ${isUndoPair(key)} and state = 'creating' and token = ${attempt.token}::uuid and seq = ${attempt.seq}
      returning seen.now, undo_pairs.absent_since
    )
    select (extract(epoch from now - absent_since) * 1000)::float8 as absent from noted`);
  if (row === undefined) throw new StaleAttemptError(key, 'note a look of its undo');
  return row.absent;
}
