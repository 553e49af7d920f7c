import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { isStep, type StepOfRun } from './step-faults.ts';

/** One try of a step. */
export interface Try extends StepOfRun {
  activity: string;
  /** From 1. */
  attempt: number;
}

/** Workers that a step has lost at one place. */
export interface Losses {
  losses: number;
  /** It was alone in the last of them. */
  wasAlone: boolean;
}

/**
 * Says of a step that is to be tried once more how many workers it has lost at the same place. A try that ended in order, however, lost
 * none; nor did one that had not begun yet: it waited for its turn when another took the worker with it. Of the very first nobody knows.
 */
export async function tryAgain(db: Db, tried: Try & { place: number }): Promise<Losses> {
  const { runId, step, subject, activity, attempt, place } = tried;
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into step_losses (run_id, step, subject, activity, updated_at)
      values (${runId}, ${step}, ${subject}, ${activity}, clock_timestamp()) on conflict do nothing`);
    const [row] = await tx.execute<Record<'begun' | 'ended' | 'alone' | 'losses' | 'place', number>>(sql`
      select case when activity = ${activity} then begun else 0 end as begun,
        case when activity = ${activity} then ended else 0 end as ended,
        case when activity = ${activity} then alone else 0 end as alone, losses, place::float8 as place
      from step_losses where ${isStep(tried)} for update`);
    const before = row ?? { begun: 0, ended: 0, alone: 0, losses: 0, place: 0 };
    const last = attempt - 1;
    const wasLost = before.ended < last && (last === 1 || before.begun === last);
    const losses = !wasLost ? before.losses : place > before.place ? 1 : before.losses + 1;
    await tx.execute(sql`
      update step_losses set activity = ${activity}, begun = ${before.begun}, losses = ${losses},
        ended = ${before.ended}, alone = ${before.alone},
        place = ${Math.max(place, before.place)}, updated_at = clock_timestamp()
      where ${isStep(tried)}`);
    return { losses, wasAlone: wasLost && before.alone === last };
  });
}

/** The try has its turn, and what its worker suffers from now on it may have done. */
export async function beginTry(db: Db, { alone, ...tried }: Try & { alone: boolean }): Promise<void> {
  const { activity, attempt } = tried;
  await db.execute(sql`
    update step_losses set begun = ${attempt}, alone = case when ${alone} then ${attempt} else alone end
    where ${isStep(tried)} and activity = ${activity}`);
}

/** The try has ended in order: its worker lives. */
export async function endTry(db: Tx, { runId, step, subject, activity, attempt }: Try): Promise<void> {
  await db.execute(sql`
    insert into step_losses (run_id, step, subject, activity, ended, updated_at)
    values (${runId}, ${step}, ${subject}, ${activity}, ${attempt}, clock_timestamp())
    on conflict (run_id, step, subject) do update set activity = excluded.activity, updated_at = excluded.updated_at,
      ended = case when step_losses.activity = excluded.activity then greatest(step_losses.ended, excluded.ended) else excluded.ended end,
      begun = case when step_losses.activity = excluded.activity then step_losses.begun else 0 end,
      alone = case when step_losses.activity = excluded.activity then step_losses.alone else 0 end`);
}
