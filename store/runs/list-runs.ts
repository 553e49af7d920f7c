import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { RunState } from '../types.ts';
import { DECISION } from './selection.ts';
import { MOST_LISTED } from './unfinished.ts';

/** What a person has to do before an open run goes on. */
export type PersonsTurn = 'decision' | 'resume';

/** A run beside others. */
export interface ListedRun {
  run: string;
  workflowId: string;
  crm: string;
  organization: string;
  profile: string;
  dryRun: boolean;
  state: RunState;
  /** ISO 8601. */
  startedAt: string;
  endedAt: string | null;
  /** Null: nobody, as far as the store can tell. */
  waitsFor: PersonsTurn | null;
  /** Clusters that wait for a decision, while it is open. */
  undecided: number;
}

/** A run that waits for a person. */
export interface WaitingRun {
  run: string;
  waitsFor: PersonsTurn;
}

const OPEN_CLUSTERS = sql`('undecided', 'drifted')`;

/**
 * What `runs r` wait for a person to do, with `everything e`. A run whose rules' approval is still to come, or that is to end with what is
 * approved, waits for nobody.
 */
const WAITS_FOR: SQL = sql`case
  when r.state <> 'open' then null
  when e.stop_at is not null or (r.stop_at is not null and r.stop_by is distinct from 'cancel') then 'resume'
  when coalesce(r.options ->> 'finish', 'false') = 'false'
    and exists (select from run_clusters c where c.run_id = r.id and c.state in ${OPEN_CLUSTERS})
    and not exists (select from run_clusters c where c.run_id = r.id and c.state in ('approved', 'started'))
    and (r.options ->> 'approve' = 'none' or not exists (
      select from run_clusters c where c.run_id = r.id and c.state = 'undecided' and ${DECISION} = 'auto'))
  then 'decision' end`;

const FROM: SQL = sql`runs r left join everything e on true`;

/** The newest `MOST_LISTED` runs and every open one, the oldest first. */
export async function listRuns(db: Tx): Promise<ListedRun[]> {
  const rows = await db.execute<Row>(sql`
    select r.id as run, r.workflow_id as "workflowId", r.crm, r.org as organization, p.profile, r.dry_run as "dryRun", r.state,
      r.created_at as "startedAt", r.ended_at as "endedAt", ${WAITS_FOR} as "waitsFor",
      case when r.state = 'open' then
        (select count(*)::int from run_clusters c where c.run_id = r.id and c.state in ${OPEN_CLUSTERS}) else 0 end as undecided
    from ${FROM} join plans p on p.digest = r.plan_digest
    where r.state = 'open' or r.id in (select id from runs order by created_at desc limit ${MOST_LISTED})
    order by r.created_at`);
  return rows.map(({ startedAt, endedAt, ...row }) => ({
    ...row,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  }));
}

type Row = Omit<ListedRun, 'startedAt' | 'endedAt'> & { startedAt: Date; endedAt: Date | null } & Record<
    string,
    unknown
  >;

/** Open runs beside this one that wait for a person, the oldest first. */
export async function othersWaiting(db: Tx, runId: string): Promise<WaitingRun[]> {
  const rows = await db.execute<WaitingRun & Record<string, unknown>>(sql`
    select * from (select r.id as run, ${WAITS_FOR} as "waitsFor", r.created_at from ${FROM} where r.state = 'open' and r.id <> ${runId}) w
    where "waitsFor" is not null order by created_at limit ${MOST_LISTED}`);
  return rows.map(({ run, waitsFor }) => ({ run, waitsFor }));
}
