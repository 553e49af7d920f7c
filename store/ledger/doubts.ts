import { hash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { WENT_WELL } from '../pair-states.ts';
import type { PairKey, SeenOfPerson, ShownDoubt } from '../types.ts';

interface Asking {
  key: PairKey;
  runId: string;
  doubts: ShownDoubt[];
}

/**
 * Those of the doubts that no person has looked at yet, in this run or an earlier one: put down for a person to see, in place of
 * what this run had asked about the pair before.
 */
export async function putDoubts(db: Db, { key, runId, doubts }: Asking): Promise<ShownDoubt[]> {
  if (doubts.length === 0) return [];
  const { mode, crm, org, clusterId, duplicateId } = key;
  return db.transaction(async (tx) => {
    const approved = await tx.execute<{ digest: string }>(sql`
      select digest from doubts where mode = ${mode} and crm = ${crm} and org = ${org} and approved_at is not null
        and digest in ${doubts.map(doubtDigest)}`);
    const known = new Set(approved.map(({ digest }) => digest));
    const open = doubts.filter((doubt) => !known.has(doubtDigest(doubt)));
    await tx.execute(sql`
      delete from doubts where run_id = ${runId} and cluster_id = ${clusterId} and duplicate_id = ${duplicateId}
        and approved_at is null`);
    for (const doubt of open) {
      await tx.execute(sql`
        insert into doubts (run_id, cluster_id, duplicate_id, digest, mode, crm, org, kind, seen)
        values (${runId}, ${clusterId}, ${duplicateId}, ${doubtDigest(doubt)}, ${mode}, ${crm}, ${org}, ${doubt.kind},
          ${JSON.stringify(doubt.seen)}::jsonb)`);
    }
    return open;
  });
}

/** Contacts that the primary has taken in already, or in a dry run would have, as they were read before. */
export async function takenInBefore(
  tx: Tx,
  key: PairKey,
): Promise<{ contactId: string; email: string; name: string }[]> {
  const { mode, crm, org, clusterId, primaryId } = key;
  const rows = await tx.execute<{ contactId: string; email: string; name: string }>(sql`
    select r.contact_id as "contactId", r.email, r.name from readings r
    join pairs p on p.mode = r.mode and p.crm = r.crm and p.org = r.org and p.cluster_id = r.cluster_id
      and p.primary_id = ${primaryId} and p.duplicate_id = r.contact_id and p.state in ${WENT_WELL}
    where r.mode = ${mode} and r.crm = ${crm} and r.org = ${org} and r.cluster_id = ${clusterId} and r.name is not null
    order by r.contact_id`);
  return [...rows];
}

/** Whether a cluster `c` of a run waits for a person's word on what was found in it. */
export const HAS_OPEN_DOUBT: SQL = sql`exists (
  select 1 from doubts f where f.run_id = c.run_id and f.cluster_id = c.cluster_id and f.approved_at is null)`;

/** As JSON, what of a cluster `c` of a run waits for a person's word. */
export const OPEN_DOUBTS: SQL = sql`coalesce((
  select jsonb_agg(jsonb_build_object('kind', f.kind, 'seen', f.seen) order by f.duplicate_id, f.kind, f.digest) from doubts f
  where f.run_id = c.run_id and f.cluster_id = c.cluster_id and f.approved_at is null), '[]')`;

/** As JSON, what is or was shown of a pair. */
export function doubtsOf(pair: { runId: SQL; clusterId: SQL; duplicateId: SQL }): SQL {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('kind', f.kind, 'seen', f.seen) order by f.kind, f.digest) from doubts f
    where f.run_id = ${pair.runId} and f.cluster_id = ${pair.clusterId} and f.duplicate_id = ${pair.duplicateId}), '[]')`;
}

/** Other names, states or values are another doubt. Which plan, and which of the two is kept, makes no difference. */
function doubtDigest({ kind, seen }: ShownDoubt): string {
  const sorted = [...seen].sort((a, b) => (a.contact < b.contact ? -1 : 1));
  const said = sorted.map(({ contact, says, field }: SeenOfPerson) => [
    contact,
    says,
    ...(field === undefined ? [] : [field]),
  ]);
  return hash('sha256', JSON.stringify([kind, ...said]));
}
