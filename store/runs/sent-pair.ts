import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** A merge that is on its way; `outcome`: how its POST ended, null while that is not known. */
export type SentPair = Record<'primary' | 'duplicate', string> & { outcome: string | null };

/** One pair of the run that was sent and of which nothing more is known. */
export async function sentPair(db: Tx, runId: string): Promise<SentPair | null> {
  const [pair] = await db.execute<SentPair>(sql`
    select primary_id as "primary", duplicate_id as duplicate, outcome from pairs
    where run_id = ${runId} and state = 'sent' limit 1`);
  return pair ?? null;
}
