import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { IN_AUTO_BAND } from '../runs/matched.ts';
import type { Run } from '../runs/runs.ts';

/** A cluster of the sample that is judged before the auto band of a plan is approved. */
export interface Sampled {
  cluster: string;
  /** The last word on it, in whatever run of the plan in this organization; null: none. */
  word: 'yes' | 'later' | null;
  by: string | null;
}

export interface BandStanding {
  /** Clusters of the band that no person has kept apart before this plan. */
  clusters: number;
  /** The same ones for a plan, whoever asks and whenever. */
  sample: Sampled[];
  /** Of one of the band a person has said that it is not one person: in the sample or not, taken back or not. */
  isClosed: boolean;
}

const SAMPLE = 100;

/** Where the judgement of a run's auto band stands. */
export async function bandStanding(db: Db, { id, planDigest }: Pick<Run, 'id' | 'planDigest'>): Promise<BandStanding> {
  const rows = await db.execute<Sampled & { no: boolean; clusters: number } & Record<string, unknown>>(sql`
    with here as (
      select r.id from runs r join runs own on own.id = ${id} where (r.plan_digest, r.crm, r.org) = (own.plan_digest, own.crm, own.org)
    ),
    band as (
      select p.cluster_id, p.primary_id || p.duplicates as members,
        sha256(convert_to(p.plan_digest || p.cluster_id, 'UTF8')) as place
      from plan_clusters p where p.plan_digest = ${planDigest} and ${IN_AUTO_BAND} and not exists (
        select 1 from run_refusals f left join lasting_decisions d on d.id = f.decision_id
        where f.run_id = ${id} and f.cluster_id = p.cluster_id and (d.run_id is null or d.run_id not in (select id from here)))
    ), words as (
      select distinct on (w.cluster_id) w.cluster_id, w.word, w.by from (
        select cluster_id, case choice when 'approve' then 'yes' when 'later' then 'later' else 'no' end as word, by, created_at
          from decisions where run_id in (select id from here)
        union all
        select cluster_id, case when said ? 'primary' then 'yes' else 'no' end, by, created_at
          from decided where run_id in (select id from here)
      ) w order by w.cluster_id, w.created_at desc
    )
    select b.cluster_id as cluster, nullif(w.word, 'no') as word, w.by, count(*) over ()::int as clusters,
      (exists (select 1 from decisions d where d.run_id in (select id from here) and d.cluster_id = b.cluster_id and d.choice = 'reject')
        or exists (select 1 from decided d where d.run_id in (select id from here) and d.cluster_id = b.cluster_id and not d.said ? 'primary')
        or exists (select 1 from lasting_decisions l where l.run_id in (select id from here)
          and (select count(*) from unnest(l.members) one where one = any(b.members)) > 1)) as no
    from band b left join words w on w.cluster_id = b.cluster_id order by b.place`);
  return {
    clusters: rows[0]?.clusters ?? 0,
    sample: rows.slice(0, SAMPLE).map(({ cluster, word, by }) => ({ cluster, word, by })),
    isClosed: rows.some(({ no }) => no),
  };
}
