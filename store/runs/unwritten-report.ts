import { and, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { runs } from '../schema.ts';
import type { UnwrittenReport } from '../types.ts';

/** The run has ended all the same: its report is written again by a person. */
export async function noteUnwritten(db: Tx, runId: string, unwritten: UnwrittenReport): Promise<void> {
  await db.update(runs).set({ unwrittenReport: unwritten }).where(eq(runs.id, runId));
}

/** The report is there. */
export async function noteWritten(db: Tx, runId: string): Promise<void> {
  await db
    .update(runs)
    .set({ unwrittenReport: null })
    .where(and(eq(runs.id, runId), isNotNull(runs.unwrittenReport)));
}
