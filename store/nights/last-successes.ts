import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** When a profile's contacts of an organization were gone through to the end for the last time. */
export interface LastSuccess {
  crm: string;
  organization: string;
  profile: string;
  /** ISO 8601; null: never yet. */
  at: string | null;
  /** When its first run was started, or it was looked through for the first time that stands. */
  since: string;
}

/**
 * Of every profile that was ever started for real. A run that came to its end counts, with pairs held too: those are told by it; so does a plan
 * without a cluster. One that failed, was cancelled or is open does not, and neither does a dry run.
 */
export async function lastSuccesses(db: Tx): Promise<LastSuccess[]> {
  const rows = await db.execute<Omit<LastSuccess, 'at' | 'since'> & { at: Date | null; since: Date }>(sql`
    select crm, org as organization, profile, max(at) as at, min(since) as since from (
      select r.crm, r.org, p.profile, case when r.state = 'done' then r.ended_at end as at, r.created_at as since
      from runs r join plans p on p.digest = r.plan_digest where not r.dry_run
      union all select crm, org, profile, last_at, last_at from quiet_nights) n
    group by 1, 2, 3 order by 1, 2, 3`);
  return rows.map(({ at, since, ...row }) => ({
    ...row,
    at: at === null ? null : new Date(at).toISOString(),
    since: new Date(since).toISOString(),
  }));
}

/** Notes that a profile's contacts were looked through and nothing is to be merged. */
export async function noteQuietNight(db: Tx, night: { crm: string; org: string; profile: string }): Promise<void> {
  await db.execute(sql`
    insert into quiet_nights (crm, org, profile, last_at) values (${night.crm}, ${night.org}, ${night.profile}, clock_timestamp())
    on conflict (crm, org, profile) do update set last_at = excluded.last_at`);
}
