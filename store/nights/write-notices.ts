import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/**
 * A statement that notes the pauses of the runs that `stopped` has (id, state, stop_at, stop_by, stop_why), one for each time that a run
 * comes to stand. Who cancels a run will hear of its end.
 */
export function notePauses(stopped: SQL): SQL {
  return sql`insert into notices (key, event, run_id, facts)
    select 'paused ' || id || ' ' || extract(epoch from stop_at), 'run-paused', id,
      jsonb_build_object('by', coalesce(stop_by, 'unknown'), 'why', stop_why ->> 'code')
    from ${stopped} where state = 'open' and stop_at is not null and stop_by is distinct from 'cancel'
    on conflict (key) do nothing returning id`;
}

/** The same for the ends of those that `ended` has (id, state). */
export function noteEnds(ended: SQL): SQL {
  return sql`insert into notices (key, event, run_id, facts)
    select 'ended ' || id, 'run-ended', id, jsonb_build_object('state', state) from ${ended} on conflict (key) do nothing returning id`;
}

/** Notes that a run has nothing left to do until somebody decides: once for each decision that it had before. */
export async function noteWait(tx: Tx, { runId, undecided }: { runId: string; undecided: number }): Promise<void> {
  await tx.execute(sql`
    insert into notices (key, event, run_id, facts)
    select 'waits ' || r.id || ' ' || (select coalesce(max(d.id), 0) from decisions d where d.run_id = r.id), 'run-waits', r.id,
      jsonb_build_object('undecided', ${undecided}::int)
    from runs r where r.id = ${runId} and r.state = 'open' on conflict (key) do nothing`);
}

/** Something that a check of all nights has found. */
export interface NightProblem {
  code: 'no-success' | 'run-waits' | 'refusals-missing' | 'schedule-late' | 'no-worker' | 'temporal-away';
  values: Record<string, string | null>;
}

/** Notes what a check has found, once for as long as that stays the same; nothing found ends what was noted before. */
export async function noteAlert(tx: Tx, problems: readonly NightProblem[]): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(problems)).digest('hex');
  const key = problems.length === 0 ? '' : `alert ${digest}`;
  await tx.execute(sql`update notices set key = null where event = 'alert' and key like 'alert %' and key <> ${key}`);
  if (problems.length === 0) return;
  await tx.execute(sql`
    insert into notices (key, event, facts) values (${key}, 'alert', ${JSON.stringify({ problems })}::jsonb) on conflict (key) do nothing`);
}
