import { type SQL, sql } from 'drizzle-orm';
import type { TakeBack } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { doubtsOf } from '../ledger/doubts.ts';
import { typedNameOf } from '../ledger/pair-name.ts';
import type { Reason } from '../reasons.ts';
import type { Run } from '../runs/runs.ts';
import type { ClusterState, ConsentRecord, OwnSeen, PairState, Proof, SetSizes, ShownDoubt } from '../types.ts';
import type { ReportBackup } from './types.ts';
import { WAS_ASKED } from './was-asked.ts';

/** What the store knows of one pair of a run: its ledger row, whoever owns it, and the run's own last word on it. */
export interface ReportRow {
  /** As a person types it. */
  name: string;
  cluster: string;
  clusterState: ClusterState;
  started: boolean;
  strategy: string;
  decision: string;
  primary: string;
  duplicate: string;
  /** Of the ledger's row; null when there is none. */
  run: string | null;
  state: PairState | null;
  reason: string | null;
  why: Reason | null;
  sends: number | null;
  outcome: string | null;
  proof: Proof | null;
  consent: ConsentRecord | null;
  /** By relation. */
  relationsBefore: Record<string, SetSizes> | null;
  relationsAfter: Record<string, number> | null;
  ownAfter: Record<string, OwnSeen> | null;
  sentAt: string | null;
  doneAt: string | null;
  /** From the journal, where the ledger's row has passed to another run. */
  ownState: PairState | null;
  ownReason: string | null;
  ownWhy: Reason | null;
  ownSends: number | null;
  /** What this run found that may mean two people, and showed to a person. */
  doubts: ShownDoubt[];
  /** As the plan has it; null where it says nothing of it. */
  takeBack: TakeBack['code'] | null;
  backups: ReportBackup[];
}

const NAME = typedNameOf({ org: 'r', cluster: 'c', primary: 'p', duplicate: 'd' });

/** All pairs of the clusters that this run approved, in the plan's order, by one query: one moment. */
export async function reportRows(db: Tx, run: Run): Promise<ReportRow[]> {
  const { id, crm, org, planDigest } = run;
  const mode = run.dryRun ? 'dry' : 'real';
  return db.execute<ReportRow & Record<string, unknown>>(sql`
    select ${NAME} as name, c.cluster_id as cluster, c.state as "clusterState", c.started_at is not null as started,
      p.strategy, p.decision, p.primary_id as "primary", d.duplicate_id as duplicate,
      l.run_id as run, l.state, l.reason, l.why, l.sends, l.outcome, l.proof, l.consent,
      l.relations_before as "relationsBefore", l.relations_after as "relationsAfter",
      l.own_after as "ownAfter",
      ${iso(sql`l.sent_at`)} as "sentAt", ${iso(sql`l.done_at`)} as "doneAt",
      own.state as "ownState", own.reason as "ownReason", own.why as "ownWhy", own.sends as "ownSends", coalesce(b.backups, '[]') as backups,
      ${doubtsOf({ runId: sql`${id}`, clusterId: sql`c.cluster_id`, duplicateId: sql`d.duplicate_id` })} as doubts,
      (select one ->> 'code' from cluster_records m cross join jsonb_array_elements(m.beside -> 'takeBack') one
        where m.plan_digest = p.plan_digest and m.cluster_id = p.cluster_id and one ->> 'duplicate' = d.duplicate_id limit 1) as "takeBack"
    from run_clusters c
    join runs r on r.id = c.run_id
    join plan_clusters p on p.plan_digest = ${planDigest} and p.cluster_id = c.cluster_id
    cross join lateral unnest(p.duplicates) with ordinality as d (duplicate_id, place)
    left join pairs l on l.mode = ${mode} and l.crm = ${crm} and l.org = ${org} and l.cluster_id = c.cluster_id
      and l.primary_id = p.primary_id and l.duplicate_id = d.duplicate_id
    left join lateral (
      select (array_agg(e.to_state order by e.id desc))[1] as state,
        (array_agg(e.detail order by e.id desc))[1] as reason,
        (array_agg(e.why order by e.id desc))[1] as why,
        sum(case when e.from_state = 'intent' and e.to_state = 'sent' then 1
                 when e.from_state = 'sent' and e.to_state = 'fresh' then -1 else 0 end)::int as sends
      from pair_events e where ${ofPair(mode)} and e.run_id = ${id}
    ) own on l.run_id <> ${id}
    left join lateral (
      select jsonb_agg(jsonb_build_object('contact', k.contact_id, 'part', k.part, 'digest', k.digest,
        'folder', k.folder, 'things', k.things, 'privateMessages', k.private_messages) order by k.contact_id <> p.primary_id, k.part) as backups
      from backups k
      where k.run_id in (select e.run_id from pair_events e where ${ofPair(mode)}) and k.cluster_id = c.cluster_id
        and k.contact_id in (p.primary_id, d.duplicate_id) and k.digest is not null and k.after_merge_of is null
        and ((k.run_id = ${id} and (l.run_id = ${id} or own.state is not null))
          or (own.state is null and l.backups @> jsonb_build_array(jsonb_build_object('digest', k.digest))))
    ) b on true
    where c.run_id = ${id} and ${WAS_ASKED}
    order by c.ordinal, d.place`);
}

/** The journal's entries about the ledger's row `l`. */
function ofPair(mode: string): SQL {
  return sql`e.mode = ${mode} and e.crm = l.crm and e.org = l.org and e.cluster_id = l.cluster_id
    and e.primary_id = l.primary_id and e.duplicate_id = l.duplicate_id`;
}

/** A time, or what comes to one, as JSON writes it. */
export function iso(time: SQL): SQL {
  return sql`to_char((${time}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
