import { sql } from 'drizzle-orm';
import type { ExternalRefChange } from '../../contacts/profiles/profile.ts';
import { nextRoundOf } from '../backups/rows.ts';
import type { Db, Tx } from '../database.ts';
import { takeOffRefused } from '../decisions/take-off.ts';
import { NotInStore } from '../not-in-store.ts';
import { type Handed, orderedTiming, type Parent } from '../orders/hand-out.ts';
import type { Timing } from '../orders/timing.ts';
import { BEGUN_ANEW, FINAL } from '../pair-states.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';
import type { ConsentRecord, PairKey, PairState, Proof, RunMode } from '../types.ts';
import { planExternalRefChange } from './external-ref-changes.ts';
import { ANY_KNOWN, type Known, knownPairs } from './known-merges.ts';
import { readPair } from './ledger.ts';
import { restoredSince } from './restored.ts';
import { whyTakenBack } from './survivor.ts';

/** Where a pair stands when its cluster is taken on, and why, where it is put down. Workflows of before get no reason. */
export interface OpenedPair {
  duplicateId: string;
  state: PairState;
  why?: Reason;
}

/** A cluster a workflow has taken on, and where its pairs stand. */
export interface TakenOnCluster {
  crm: string;
  org: string;
  mode: RunMode;
  primaryId: string;
  /** Backups of this round carry this number. */
  part: number;
  pairs: OpenedPair[];
  /** The primary takes over an external reference once all are done, and has not yet. Workflows of before know nothing of it. */
  refChange?: true;
  /** Null in runs of before. */
  timing: Timing | null;
}

/**
 * Takes a cluster on for a run: `token` becomes the only one that may write, pairs that never were sent begin anew,
 * sent ones keep their state (they can only be reconciled), and settled ones are left alone. One that the ledger knows to be
 * merged already is done, whichever cluster it was in; one that was taken back since is `taken-back`. A second call with the same token changes nothing. Null when the
 * cluster may not start, or would unite people whom a person keeps apart: it waits again. `words` says a reason. Throws NotInStore, and NotItsOwn for a `parent` that is not the run.
 */
export async function takeOnCluster(
  db: Db,
  request: { runId: string; clusterId: string; token: string; parent?: Parent },
  words: (why: Reason) => string,
): Promise<TakenOnCluster | null> {
  const { runId, clusterId, token } = request;
  return db.transaction(async (tx) => {
    const [known] = await tx.execute<Handed & { token: string | null }>(sql`
      select c.token, r.workflow_id as "workflowId", o.timing, h.cluster_id is not null as handed
      from run_clusters c join runs r on r.id = c.run_id left join run_orders o on o.run_id = c.run_id
      left join handed_out h on h.run_id = c.run_id and h.cluster_id = c.cluster_id
      where c.run_id = ${runId} and c.cluster_id = ${clusterId} for update of c`);
    if (known === undefined) throw new NotInStore(`Cluster ${clusterId} of run ${runId}`);
    const timing = orderedTiming(known, { clusterId, parent: request.parent });
    if (await takeOffRefused(tx, { runId, clusterId })) return null;
    const [row] = await tx.execute<{
      crm: string;
      org: string;
      dry_run: boolean;
      primary_id: string;
      duplicates: string[];
      ref_change: ExternalRefChange | null;
      part: number;
      is_known: boolean;
    }>(sql`
      update run_clusters c set state = 'started', token = ${token}::uuid, started_at = coalesce(c.started_at, clock_timestamp())
      from runs r, plan_clusters p
      where c.run_id = ${runId} and c.cluster_id = ${clusterId} and c.state in ('approved', 'started') and r.id = c.run_id
        and r.state = 'open' and p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id and p.decision <> 'blocked'
      returning r.crm, r.org, r.dry_run, p.primary_id, p.duplicates, p.ref_change, ${nextRoundOf({ runId, clusterId })} as part,
        ${ANY_KNOWN} as is_known`);
    if (row === undefined) return null;
    const mode: RunMode = row.dry_run ? 'dry' : 'real';
    const cluster = { mode, crm: row.crm, org: row.org, clusterId, primaryId: row.primary_id };
    const isNews = known.token !== token && row.is_known;
    const knownOf = isNews ? await knownPairs(tx, cluster, row.duplicates) : new Map();
    const again =
      row.is_known && mode === 'real'
        ? await restoredSince(tx, { ...cluster, runId, duplicates: row.duplicates })
        : null;
    const pairs: OpenedPair[] = [];
    for (const duplicateId of row.duplicates) {
      const key = { ...cluster, duplicateId };
      const before = known.token === token ? await readPair(tx, key) : null;
      const beginning = beginningOf(knownOf.get(duplicateId), { runId, words });
      const stands = before ?? (await openPair(tx, key, { runId, token, beginning }));
      const restored = MERGED_BEFORE.includes(stands.state) ? again?.get(duplicateId) : undefined;
      if (restored !== undefined) {
        pairs.push({ duplicateId, state: 'held', why: restored });
        continue;
      }
      const { state, why } = stands.state === 'undone' ? await asTakenBack(tx, key) : stands;
      pairs.push({ duplicateId, state, ...(why === null || FINAL.includes(state) ? {} : { why }) });
    }
    const change = row.ref_change;
    const open = change !== null && (await planExternalRefChange(tx, { key: cluster, change, runId, token }));
    const { crm, org, primary_id: primaryId, part } = row;
    return { crm, org, mode, primaryId, part, pairs, timing, ...(open ? { refChange: true } : {}) };
  });
}

/** The row stays as it is, and the merge what it was: only this run is told that the contact is alive again. */
const MERGED_BEFORE: PairState[] = ['done', 'settled-merged', 'held'];

/** Where a pair begins that was never sent, and whose it is. */
interface Beginning {
  state: PairState;
  runId: string;
  reason: string | null;
  why: Reason | null;
  proof: Proof | null;
  consent: ConsentRecord | null;
  doneAt: Date | null;
}

function beginningOf(
  known: Known | undefined,
  { runId, words }: { runId: string; words: (why: Reason) => string },
): Beginning {
  const nothing = { runId, reason: null, why: null, proof: null, consent: null, doneAt: null };
  if (known === undefined) return { ...nothing, state: 'approved' };
  const said = { why: known.why, reason: words(known.why) };
  if (known.kind === 'put-down') return { ...nothing, ...said, state: known.state };
  const { runId: earlierRun, consent, doneAt } = known.earlier;
  const proof = known.state === 'done' ? 'earlier' : null;
  return { ...said, state: known.state, runId: earlierRun, proof, consent, doneAt };
}

/** The row stays `undone` and its first run's: this run is told where the contact is now. */
async function asTakenBack(tx: Tx, key: PairKey): Promise<{ state: PairState; why: Reason | null }> {
  return { state: 'taken-back', why: await whyTakenBack(tx, key) };
}

async function openPair(
  tx: Tx,
  key: PairKey,
  { runId, token, beginning }: { runId: string; token: string; beginning: Beginning },
): Promise<{ state: PairState; why: Reason | null }> {
  const { mode, crm, org, clusterId, primaryId, duplicateId } = key;
  const { state, reason, proof, consent, doneAt } = beginning;
  // Known to be merged by another cluster's pair, which an undo has taken back since.
  const noMore = sql`(pairs.proof = 'earlier' and ${state} = 'taken-back')`;
  const anew = sql`(pairs.state in ${BEGUN_ANEW} or (pairs.state = 'held' and pairs.sends = 0) or coalesce(${noMore}, false))`;
  const [row] = await tx.execute<{ state: PairState; why: Reason | null }>(sql`
    with before as (
      select state, run_id, ${anew} as anew from pairs where mode = ${mode} and crm = ${crm} and org = ${org}
        and cluster_id = ${clusterId} and primary_id = ${primaryId} and duplicate_id = ${duplicateId} for update
    ), opened as (
      insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, reason, why, run_id, token, proof, consent, done_at)
      values (${mode}, ${crm}, ${org}, ${clusterId}, ${primaryId}, ${duplicateId}, ${state}, ${reason},
        ${jsonOrNull(beginning.why)}::jsonb, ${beginning.runId}, ${token}::uuid, ${proof},
        ${consent === null ? null : JSON.stringify(consent)}::jsonb, ${doneAt}::timestamptz)
      on conflict (mode, crm, org, cluster_id, primary_id, duplicate_id) do update set
        token = excluded.token, seq = 0, updated_at = clock_timestamp(),
        run_id = case when ${anew} then excluded.run_id when pairs.state in ${FINAL} then pairs.run_id else ${runId} end,
        state = case when ${anew} then excluded.state else pairs.state end,
        reason = case when ${anew} then excluded.reason else pairs.reason end,
        why = case when ${anew} then excluded.why else pairs.why end,
        proof = case when ${anew} then excluded.proof else pairs.proof end,
        consent = case when ${anew} then coalesce(excluded.consent, pairs.consent) else pairs.consent end,
        done_at = case when ${anew} then excluded.done_at else pairs.done_at end,
        backups = case when ${anew} then '[]'::jsonb else pairs.backups end
      returning *
    ), unlocked as (
      delete from locks where crm = ${crm} and org = ${org} and cluster_id = ${clusterId} and primary_id = ${primaryId}
        and duplicate_id = ${duplicateId} and undo_id is null and ${mode} = 'real' and exists (select 1 from before where anew)
    ), journalled as (
      insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, to_state, detail, why)
      select o.mode, o.crm, o.org, o.cluster_id, o.primary_id, o.duplicate_id, o.run_id, (select state from before), o.state, o.reason, o.why
      from opened o where o.state is distinct from (select state from before)
    )
    select state, why from opened`);
  if (row === undefined) throw new Error(`Pair ${clusterId}.${duplicateId} was not opened`);
  return row;
}
