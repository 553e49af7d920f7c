import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** Who has a cluster in front of them. */
export interface Claim {
  by: string;
  /** ISO 8601: when it was taken. */
  since: string;
  /** When it ends, if they do nothing more. */
  until: string;
}

interface Claimed {
  runId: string;
  clusterId: string;
}

export interface Claimer {
  by: string;
  /** Of the session that looks. */
  holder: string;
}

/** After so long without a sign of its holder a claim is anybody's. */
const IDLE = sql`interval '5 minutes'`;

/** Where a claim `k` on a cluster `c` of a run stands. */
export const IS_CLAIMED: SQL = sql`k.run_id = c.run_id and k.cluster_id = c.cluster_id and k.seen_at >= clock_timestamp() - ${IDLE}`;

/** Takes a cluster for whoever looks at it, or keeps it theirs. Returns the claim of another that stands; null: it is theirs. */
export async function claim(db: Tx, { runId, clusterId, by, holder }: Claimed & Claimer): Promise<Claim | null> {
  const [mine] = await db.execute(sql`
    insert into review_claims as c (run_id, cluster_id, by, holder) values (${runId}, ${clusterId}, ${by}, ${holder})
    on conflict (run_id, cluster_id) do update set by = excluded.by, holder = excluded.holder, seen_at = clock_timestamp(),
      created_at = case when c.holder = excluded.holder then c.created_at else clock_timestamp() end
    where c.holder = excluded.holder or c.seen_at < clock_timestamp() - ${IDLE} returning 1`);
  return mine === undefined ? claimOfOther(db, { runId, clusterId, holder }) : null;
}

/** The claim of another session that stands on a cluster; null: nobody else has it. */
export async function claimOfOther(
  db: Tx,
  { runId, clusterId, holder }: Claimed & Pick<Claimer, 'holder'>,
): Promise<Claim | null> {
  const [row] = await db.execute<Claim & Record<string, unknown>>(sql`
    select by, created_at as since, seen_at + ${IDLE} as until from review_claims
    where run_id = ${runId} and cluster_id = ${clusterId} and holder <> ${holder} and seen_at >= clock_timestamp() - ${IDLE}`);
  if (row === undefined) return null;
  return { by: row.by, since: new Date(row.since).toISOString(), until: new Date(row.until).toISOString() };
}

/** Gives up whatever a session has of a run but this: it looks at something else now. */
export async function releaseOthers(
  db: Tx,
  { runId, clusterId, holder }: { runId: string; clusterId: string | null; holder: string },
): Promise<void> {
  await db.execute(sql`
    delete from review_claims where run_id = ${runId} and holder = ${holder} and cluster_id is distinct from ${clusterId}`);
}
