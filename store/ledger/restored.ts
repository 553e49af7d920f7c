import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';

/** From so many runs on it is no chance: somebody, or something, restores it each time. */
export const SEEN_TOO_OFTEN = 3;

interface Asked {
  crm: string;
  org: string;
  runId: string;
  clusterId: string;
  duplicates: string[];
}

interface Sighting {
  duplicateId: string;
  primaryId: string;
  mergedBy: string;
  sightings: number;
}

/**
 * Those that were merged and taken away, and are alive again in a scan of the CRM since: by duplicate, why its pair is not touched. Each
 * is counted once a run, by number and contact; the third run of them has somebody told. Contacts that come from a file were never scanned.
 */
export async function restoredSince(tx: Tx, asked: Asked): Promise<Map<string, Reason>> {
  const { crm, org, runId, clusterId, duplicates } = asked;
  const rows = await tx.execute<Sighting & Record<string, unknown>>(sql`
    with seen as (
      select k.duplicate_id, k.primary_id, k.run_id as merged_by, coalesce((
        select one -> 'keys' -> 'phones' -> 0 ->> 'compared' from runs r
        join cluster_records c on c.plan_digest = r.plan_digest and c.cluster_id = ${clusterId}
        cross join jsonb_array_elements(c.records) one where r.id = ${runId} and one ->> 'id' = k.duplicate_id limit 1), '') as key
      from consumed k
      join lateral (
        select holder from base_scans where crm = k.crm and org = k.org and state = 'complete' order by id desc limit 1) last on true
      join base_scans full_scan on full_scan.id = last.holder
      join base_contacts b on b.scan = last.holder and b.uid = k.duplicate_id
      where k.crm = ${crm} and k.org = ${org} and k.undo_id is null and k.run_id <> ${runId}
        and k.duplicate_id = any(${sql.param(duplicates)}::text[])
        and (full_scan.started_at > k.created_at
          or b.updated_at > to_char(k.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    ), noted as (
      insert into restored_sightings (crm, org, key, duplicate_id, run_id)
      select ${crm}, ${org}, key, duplicate_id, ${runId} from seen on conflict do nothing
      returning key, duplicate_id
    )
    select s.duplicate_id as "duplicateId", s.primary_id as "primaryId", s.merged_by as "mergedBy",
      (select count(*)::int from restored_sightings o where o.crm = ${crm} and o.org = ${org} and o.key = s.key
        and o.duplicate_id = s.duplicate_id and o.run_id <> ${runId}) + 1 as sightings
    from seen s`);
  for (const { duplicateId, sightings } of rows) {
    if (sightings < SEEN_TOO_OFTEN) continue;
    await tx.execute(sql`
      insert into notices (key, event, run_id, facts) values (${`restored ${runId} ${duplicateId}`}, 'contact-restored', ${runId},
        jsonb_build_object('duplicate', ${duplicateId}::text, 'sightings', ${sightings}::int)) on conflict (key) do nothing`);
  }
  return new Map(
    rows.map(({ duplicateId, primaryId, mergedBy, sightings }) => {
      const values = { duplicate: duplicateId, primary: primaryId, run: mergedBy, sightings };
      return [duplicateId, { code: 'restored', values }];
    }),
  );
}
