import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { typedNameOf } from '../ledger/pair-name.ts';
import { SAID_MERGED } from '../pair-states.ts';
import type { Run } from '../runs/runs.ts';
import type { BackupRef, ConsentRecord, ExternalRefState, PairState, Proof } from '../types.ts';

/** What the ledger says of a pair, all of its tables. */
export interface AuditedPair {
  /** As a person types it. */
  name: string;
  /** That has brought it to where it stands. */
  run: string;
  cluster: string;
  primary: string;
  duplicate: string;
  state: PairState;
  proof: Proof | null;
  sends: number;
  /** A person's word on it stands in the store: no workflow of the run has brought it to its end. */
  resolved: boolean;
  /** Ids by relation, as they were when it was sent; null where that was not kept. */
  before: { primary: Record<string, string[]>; duplicate: Record<string, string[]> } | null;
  /** That the merge rests on. */
  backups: BackupRef[];
  /** Digest of what was read when it became done. */
  afterImage: string | null;
  consent: ConsentRecord | null;
  consumed: { primary: string; byPerson: boolean; undo: string | null } | null;
  redirect: { to: string; former: string | null; undo: string | null } | null;
  ref: { state: ExternalRefState; to: string; from: string } | null;
  /** Orders to take it back, whatever became of them. */
  undos: string[];
}

const NAME = typedNameOf({ org: 'p', cluster: 'p', primary: 'p', duplicate: 'p' });

/** Names of all pairs that are the run's, by cluster, in the plan's order. */
export async function auditedNames(db: Tx, run: Run): Promise<{ cluster: string; name: string }[]> {
  const rows = await db.execute<{ cluster: string; name: string }>(sql`
    select p.cluster_id as cluster, ${NAME} as name from pairs p
    left join run_clusters c on c.run_id = p.run_id and c.cluster_id = p.cluster_id
    where p.mode = 'real' and p.run_id = ${run.id} order by c.ordinal nulls last, p.cluster_id, p.duplicate_id`);
  return [...rows];
}

/** All pairs of a cluster, of whichever run they are: what one of them shows may be another's doing. */
export async function auditedPairs(db: Tx, run: Run, cluster: string): Promise<AuditedPair[]> {
  const { crm, org } = run;
  const rows = await db.execute<AuditedPair & Record<string, unknown>>(sql`
    select ${NAME} as name, p.run_id as run, p.cluster_id as cluster, p.primary_id as "primary", p.duplicate_id as duplicate, p.state, p.proof, p.sends,
      exists (select 1 from resolutions o where o.crm = p.crm and o.org = p.org and o.cluster_id = p.cluster_id and o.duplicate_id = p.duplicate_id)
        as resolved,
      case when p.evidence is null then null else jsonb_build_object('primary', p.evidence #> '{primary,relations}',
        'duplicate', p.evidence #> '{duplicate,relations}') end as before,
      p.backups, p.after_image as "afterImage", p.consent,
      array(select s.undo_id from undo_pairs s join undos u on u.id = s.undo_id and not u.preview and u.crm = p.crm and u.org = p.org
        where (s.cluster_id, s.primary_id, s.duplicate_id) = (p.cluster_id, p.primary_id, p.duplicate_id) order by s.undo_id) as undos,
      case when k.duplicate_id is null then null
        else jsonb_build_object('primary', k.primary_id, 'byPerson', k.by_person, 'undo', k.undo_id) end as consumed,
      case when r.old_id is null then null
        else jsonb_build_object('to', r.new_id, 'former', r.former_id, 'undo', r.undo_id) end as redirect,
      case when f.cluster_id is null then null else jsonb_build_object('state', f.state, 'to', f.new_ref, 'from', f.from_id) end as ref
    from pairs p
    left join consumed k on k.crm = p.crm and k.org = p.org and k.duplicate_id = p.duplicate_id
    left join redirects r on r.crm = p.crm and r.org = p.org and r.old_id = p.duplicate_id
    left join ref_changes f on f.mode = p.mode and f.crm = p.crm and f.org = p.org and f.cluster_id = p.cluster_id and f.primary_id = p.primary_id
    where p.mode = 'real' and p.crm = ${crm} and p.org = ${org} and p.cluster_id = ${cluster} order by p.duplicate_id`);
  return [...rows];
}

/** Contacts that the run has consumed, as one table says, and of which no pair says so. */
export async function consumedWithoutPair(db: Tx, run: Run): Promise<{ duplicate: string; primary: string }[]> {
  const rows = await db.execute<{ duplicate: string; primary: string }>(sql`
    select k.duplicate_id as duplicate, k.primary_id as "primary" from consumed k
    where k.crm = ${run.crm} and k.org = ${run.org} and k.run_id = ${run.id} and not exists (
      select 1 from pairs p where p.mode = 'real' and p.crm = k.crm and p.org = k.org and p.duplicate_id = k.duplicate_id
        and p.state in ${SAID_MERGED})
    order by k.duplicate_id`);
  return [...rows];
}
