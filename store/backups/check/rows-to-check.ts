import { sql } from 'drizzle-orm';
import type { Db } from '../../database.ts';

/** A backup that the ledger counts, and what it says of it. */
export interface RowToCheck {
  runId: string;
  clusterId: string;
  contactId: string;
  round: number;
  folder: string;
  digest: string;
  /** How many of each kind, by its plural; empty where it was not counted. */
  things: Record<string, number>;
  privateMessages: number | null;
  /** The duplicate whose merge it shows the end of; null in a backup of before the merge. */
  afterMergeOf: string | null;
  /** What the CSV says that the contact has; null where the run's plan does not say. */
  planned: number | null;
}

const AT_ONCE = 200;

/** All that count, or one run's, a page at a time: those of one contact in one run come one after the other. */
export async function* rowsToCheck(db: Db, runId: string | null): AsyncGenerator<RowToCheck> {
  let last: RowToCheck | undefined;
  for (;;) {
    const after =
      last === undefined
        ? sql``
        : sql`and (k.run_id, k.cluster_id, k.contact_id, k.part) > (${last.runId}, ${last.clusterId}, ${last.contactId}, ${last.round})`;
    const rows = await db.execute<RowToCheck & Record<string, unknown>>(sql`
      select k.run_id as "runId", k.cluster_id as "clusterId", k.contact_id as "contactId", k.part as round, k.folder, k.digest,
        k.things, k.private_messages as "privateMessages", k.after_merge_of as "afterMergeOf",
        (p.tickets ->> k.contact_id)::int as planned
      from backups k
      left join runs r on r.id = k.run_id
      left join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = k.cluster_id
      where k.digest is not null ${runId === null ? sql`` : sql`and k.run_id = ${runId}`} ${after}
      order by k.run_id, k.cluster_id, k.contact_id, k.part limit ${AT_ONCE}`);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < AT_ONCE) return;
  }
}

export async function countToCheck(db: Db, runId: string | null): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from backups where digest is not null ${runId === null ? sql`` : sql`and run_id = ${runId}`}`);
  return row?.count ?? 0;
}

/** Backups that a pair's row lists, or keeps of what stood after its merge, and that no row of a backup has: they lie nowhere. */
export async function listedNowhere(
  db: Db,
  runId: string | null,
): Promise<{ runId: string; contact: string; digest: string }[]> {
  return db.execute<{ runId: string; contact: string; digest: string }>(sql`
    select p.run_id as "runId", l.contact, l.digest
    from pairs p cross join lateral (
      select b ->> 'contactId' as contact, b ->> 'digest' as digest from jsonb_array_elements(p.backups) b
      union all select p.primary_id, p.after_image where p.after_image is not null
    ) l
    where not exists (select from backups k where k.digest = l.digest) ${runId === null ? sql`` : sql`and p.run_id = ${runId}`}
    order by p.run_id, l.contact`);
}

/** Which of these folders the ledger has heard of, and of which it only knows that an attempt began them. */
export async function knownFolders(db: Db, folders: readonly string[]): Promise<Map<string, 'counts' | 'begun'>> {
  const known = new Map<string, 'counts' | 'begun'>();
  if (folders.length === 0) return known;
  const rows = await db.execute<{ folder: string; counts: boolean }>(sql`
    select folder, digest is not null as counts from backups where folder in ${folders}`);
  for (const { folder, counts } of rows)
    known.set(folder, counts || known.get(folder) === 'counts' ? 'counts' : 'begun');
  return known;
}

/** Whether an attempt of the ledger's has begun a folder of this name, which then got another ending because the name was taken. */
export async function isOthersName(db: Db, folder: string): Promise<boolean> {
  const name = folder.replace(/~[0-9a-f]{8}$/, '');
  const [row] = await db.execute(sql`
    select 1 from backups where folder = ${name} or left(folder, length(folder) - 9) = ${name} limit 1`);
  return row !== undefined;
}
