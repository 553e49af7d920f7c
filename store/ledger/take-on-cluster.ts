import { sql } from 'drizzle-orm';
import type { ExternalRefChange } from '../../contacts/profiles/profile.ts';
import { nextRound } from '../backups/rows.ts';
import type { Db, Tx } from '../database.ts';
import { BEGUN_ANEW, FINAL } from '../pair-states.ts';
import type { PairKey, PairState, RunMode } from '../types.ts';
import { planExternalRefChange } from './external-ref-changes.ts';
import { readPair } from './ledger.ts';

/** A cluster a workflow has taken on, and where its pairs stand. */
export interface TakenOnCluster {
  crm: string;
  org: string;
  mode: RunMode;
  primaryId: string;
  /** Backups of this round carry this number. */
  part: number;
  pairs: { duplicateId: string; state: PairState }[];
  /** The primary takes over an external reference once all are done, and has not yet. Workflows of before know nothing of it. */
  refChange?: true;
}

/**
 * Takes a cluster on for a run: `token` becomes the only one that may write, pairs that never were sent begin anew,
 * sent ones keep their state (they can only be reconciled), and settled ones are left alone. A second call with the same
 * token changes nothing. Null when the cluster may not start.
 */
export async function takeOnCluster(
  db: Db,
  request: { runId: string; clusterId: string; token: string },
): Promise<TakenOnCluster | null> {
  const { runId, clusterId, token } = request;
  return db.transaction(async (tx) => {
    const [known] = await tx.execute<{ token: string | null }>(sql`
      select token from run_clusters where run_id = ${runId} and cluster_id = ${clusterId} for update`);
    const [row] = await tx.execute<{
      crm: string;
      org: string;
      dry_run: boolean;
      primary_id: string;
      duplicates: string[];
      ref_change: ExternalRefChange | null;
    }>(sql`
      update run_clusters c set state = 'started', token = ${token}::uuid, started_at = coalesce(c.started_at, clock_timestamp())
      from runs r, plan_clusters p
      where c.run_id = ${runId} and c.cluster_id = ${clusterId} and c.state in ('approved', 'started') and r.id = c.run_id
        and r.state = 'open' and p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id and p.decision <> 'blocked'
      returning r.crm, r.org, r.dry_run, p.primary_id, p.duplicates, p.ref_change`);
    if (row === undefined) return null;
    const mode: RunMode = row.dry_run ? 'dry' : 'real';
    const cluster = { mode, crm: row.crm, org: row.org, clusterId, primaryId: row.primary_id };
    const pairs: TakenOnCluster['pairs'] = [];
    for (const duplicateId of row.duplicates) {
      const key = { ...cluster, duplicateId };
      const again = known?.token === token ? await readPair(tx, key) : null;
      pairs.push({ duplicateId, state: again?.state ?? (await openPair(tx, key, { runId, token })) });
    }
    const part = await nextRound(tx, { runId, clusterId });
    const change = row.ref_change;
    const open = change !== null && (await planExternalRefChange(tx, { key: cluster, change, runId, token }));
    const { crm, org, primary_id: primaryId } = row;
    return { crm, org, mode, primaryId, part, pairs, ...(open ? { refChange: true } : {}) };
  });
}

async function openPair(tx: Tx, key: PairKey, owner: { runId: string; token: string }): Promise<PairState> {
  const { mode, crm, org, clusterId, primaryId, duplicateId } = key;
  const [row] = await tx.execute<{ state: PairState }>(sql`
    with before as (
      select state, run_id, sends from pairs where mode = ${mode} and crm = ${crm} and org = ${org}
        and cluster_id = ${clusterId} and primary_id = ${primaryId} and duplicate_id = ${duplicateId} for update
    ), opened as (
      insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, token)
      values (${mode}, ${crm}, ${org}, ${clusterId}, ${primaryId}, ${duplicateId}, 'approved', ${owner.runId}, ${owner.token}::uuid)
      on conflict (mode, crm, org, cluster_id, primary_id, duplicate_id) do update set
        token = excluded.token, seq = 0, updated_at = clock_timestamp(),
        run_id = case when pairs.state in ${FINAL} then pairs.run_id else excluded.run_id end,
        state = case when pairs.state in ${BEGUN_ANEW} or (pairs.state = 'held' and pairs.sends = 0) then 'approved' else pairs.state end,
        reason = case when pairs.state in ${BEGUN_ANEW} or (pairs.state = 'held' and pairs.sends = 0) then null else pairs.reason end,
        why = case when pairs.state in ${BEGUN_ANEW} or (pairs.state = 'held' and pairs.sends = 0) then null else pairs.why end,
        backups = case when pairs.state in ${BEGUN_ANEW} or (pairs.state = 'held' and pairs.sends = 0) then '[]'::jsonb else pairs.backups end
      returning *
    ), unlocked as (
      delete from locks where crm = ${crm} and org = ${org} and cluster_id = ${clusterId} and primary_id = ${primaryId}
        and duplicate_id = ${duplicateId} and ${mode} = 'real' and exists (select 1 from opened where state = 'approved')
    ), journalled as (
      insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, to_state)
      select o.mode, o.crm, o.org, o.cluster_id, o.primary_id, o.duplicate_id, o.run_id, (select state from before), o.state
      from opened o where o.state is distinct from (select state from before)
    )
    select state from opened`);
  if (row === undefined) throw new Error(`Pair ${clusterId}.${duplicateId} was not opened`);
  return row.state;
}
