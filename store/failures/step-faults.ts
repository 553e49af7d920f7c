import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** A step of a run, and what it is about. */
export interface StepOfRun {
  runId: string;
  step: string;
  subject: string;
}

/** Counts a failure that nobody but this contact or input is to blame for, and says how many there were. */
export async function countFault(db: Tx, of: StepOfRun, failure: string): Promise<number> {
  const [row] = await db.execute<{ faults: number }>(sql`
    insert into step_faults (run_id, step, subject, faults, failure, updated_at)
    values (${of.runId}, ${of.step}, ${of.subject}, 1, ${failure}, clock_timestamp())
    on conflict (run_id, step, subject) do update
      set faults = step_faults.faults + 1, failure = excluded.failure, updated_at = excluded.updated_at
    returning faults`);
  return row?.faults ?? 0;
}

/** It succeeded, or was given up: what comes next begins anew. */
export async function forgetFaults(db: Tx, of: StepOfRun): Promise<void> {
  await db.execute(sql`delete from step_faults where ${isStep(of)}`);
  await db.execute(sql`delete from step_losses where ${isStep(of)}`);
}

/** The WHERE clause of a step's row. */
export function isStep({ runId, step, subject }: StepOfRun): SQL {
  return sql`run_id = ${runId} and step = ${step} and subject = ${subject}`;
}
