import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** When a profile's contacts of an organization were gone through to the end for the last time. */
export interface LastSuccess {
  crm: string;
  organization: string;
  profile: string;
  /** ISO 8601; null: never yet. */
  at: string | null;
}

/**
 * Of every profile that a real run was ever started for. A run that came to its end counts, with pairs held too: those are told by it. One that
 * failed, was cancelled or is open does not, and neither does a dry run.
 */
export async function lastSuccesses(db: Tx): Promise<LastSuccess[]> {
  const rows = await db.execute<Omit<LastSuccess, 'at'> & { at: Date | null }>(sql`
    select r.crm, r.org as organization, p.profile, max(r.ended_at) filter (where r.state = 'done') as at
    from runs r join plans p on p.digest = r.plan_digest where not r.dry_run group by 1, 2, 3 order by 1, 2, 3`);
  return rows.map((row) => ({ ...row, at: row.at === null ? null : new Date(row.at).toISOString() }));
}
