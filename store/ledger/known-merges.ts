import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';
import type { ConsentRecord, PairKey } from '../types.ts';
import { heldByUndo, lockedContacts, siblingOf } from './locked-contacts.ts';
import { pairName } from './pair-name.ts';
import type { Settlement } from './settlement.ts';
import { type MergedAway, mergedAway, takenBackReason } from './survivor.ts';

/** What another cluster's pair has left of the same two contacts. */
export interface EarlierPair {
  runId: string;
  doneAt: Date | null;
  consent: ConsentRecord | null;
}

/** What the ledger knows of a pair before anything is done about it. */
export type Known =
  | { kind: 'ended'; state: 'done' | Settlement; earlier: EarlierPair; why: Reason }
  /** `held`: for a person. `not-started`: something has to end first. `taken-back`: it was merged, and is somebody else's contact again. */
  | { kind: 'put-down'; state: 'held' | 'not-started' | 'taken-back'; why: Reason };

type Cluster = Omit<PairKey, 'duplicateId'>;

/**
 * Whether the ledger may know something of a cluster's contacts, asked beside what opens it (`r` its run, `p` the cluster of the plan):
 * of nearly all it knows nothing. Finds no less than `knownPairs`, which is not asked where this is false.
 */
export const ANY_KNOWN: SQL = sql`(
  exists (select 1 from consumed k where k.crm = r.crm and k.org = r.org and k.duplicate_id = any(p.primary_id || p.duplicates))
  or exists (select 1 from pairs k where k.mode = 'real' and k.crm = r.crm and k.org = r.org and k.state = 'settled-apart'
    and k.duplicate_id = any(p.primary_id || p.duplicates))
  or exists (select 1 from locks k where k.crm = r.crm and k.org = r.org and k.contact_id = any(p.primary_id || p.duplicates)))`;

/**
 * What is known of the cluster's pairs, by duplicate; of the others nothing. An export that is older than the last run still has
 * contacts that are merged away: they are known, and not merged again.
 */
export async function knownPairs(tx: Tx, cluster: Cluster, duplicates: string[]): Promise<Map<string, Known>> {
  const { primaryId } = cluster;
  const away = await mergedAway(tx, cluster, [primaryId, ...duplicates]);
  const own = away.get(primaryId);
  const apart = await settledApart(tx, cluster, duplicates);
  const locked = await lockedContacts(tx, cluster, [primaryId, ...duplicates]);
  const waitsFor = await siblingOf(tx, cluster, locked);
  const undos = heldByUndo(locked);
  const known = new Map<string, Known>();
  for (const duplicateId of duplicates) {
    const gone = away.get(duplicateId);
    const isMerged = gone !== undefined && gone.survivorId === (own?.survivorId ?? primaryId);
    const takenBack = takenBackReason(gone) ?? (isMerged ? null : takenBackReason(own));
    const undo = undos.get(primaryId) ?? undos.get(duplicateId);
    if (takenBack !== null) {
      known.set(duplicateId, { kind: 'put-down', state: 'taken-back', why: takenBack });
    } else if (isMerged) {
      known.set(duplicateId, await mergedEarlier(tx, cluster, gone));
    } else if (own !== undefined || gone !== undefined) {
      known.set(duplicateId, { kind: 'put-down', state: 'held', why: mergedBefore(own ?? gone) });
    } else if (apart.has(duplicateId)) {
      known.set(duplicateId, apart.get(duplicateId) as Known);
    } else if (undo !== undefined) {
      const why: Reason = { code: 'locked-by-undo', values: { undo } };
      known.set(duplicateId, { kind: 'put-down', state: 'not-started', why });
    } else if (waitsFor !== null && waitsFor.duplicateId !== duplicateId) {
      const why: Reason = { code: 'waits-for', values: { pair: waitsFor.name } };
      known.set(duplicateId, { kind: 'put-down', state: 'not-started', why });
    }
  }
  return known;
}

function mergedBefore(gone: MergedAway | undefined): Reason {
  const { contactId = '', primaryId = '', runId = '', survivorId = '' } = gone ?? {};
  const now = survivorId === primaryId ? {} : { survivor: survivorId };
  return { code: 'merged-before', values: { duplicate: contactId, primary: primaryId, run: runId, ...now } };
}

async function mergedEarlier(tx: Tx, { crm, org }: Cluster, gone: MergedAway): Promise<Known> {
  const { contactId: duplicateId, primaryId, runId } = gone;
  const [row] = await tx.execute<{ cluster_id: string; done_at: string | null; consent: ConsentRecord | null }>(sql`
    select cluster_id, done_at, consent from pairs where mode = 'real' and crm = ${crm} and org = ${org}
      and primary_id = ${primaryId} and duplicate_id = ${duplicateId} and state in ('done', 'settled-merged')
      and proof is distinct from 'earlier'
    order by done_at desc limit 1`);
  const name = row === undefined ? duplicateId : pairName({ clusterId: row.cluster_id, primaryId, duplicateId });
  const doneAt = row?.done_at == null ? null : new Date(row.done_at);
  const state = gone.byPerson ? 'settled-merged' : 'done';
  const why: Reason = gone.byPerson
    ? { code: state as 'settled-merged', values: {} }
    : { code: 'merged-earlier', values: { pair: name, run: runId } };
  return { kind: 'ended', state, earlier: { runId, doneAt, consent: row?.consent ?? null }, why };
}

/** Contacts that a person keeps apart after a merge was sent: their duplicate is never sent again, into whichever primary. */
async function settledApart(tx: Tx, cluster: Cluster, duplicates: string[]): Promise<Map<string, Known>> {
  const { crm, org, primaryId } = cluster;
  const rows = await tx.execute<{ cluster_id: string; primary_id: string; duplicate_id: string; run_id: string }>(sql`
    select cluster_id, primary_id, duplicate_id, run_id from pairs where mode = 'real' and crm = ${crm} and org = ${org}
      and state = 'settled-apart' and (duplicate_id in ${duplicates} or (duplicate_id = ${primaryId} and primary_id in ${duplicates}))
    order by duplicate_id, primary_id = ${primaryId}`);
  const known = new Map<string, Known>();
  for (const row of rows) {
    const isSame = row.primary_id === primaryId;
    const pair = pairName({ clusterId: row.cluster_id, primaryId: row.primary_id, duplicateId: row.duplicate_id });
    const earlier = { runId: row.run_id, doneAt: null, consent: null };
    known.set(
      row.duplicate_id === primaryId ? row.primary_id : row.duplicate_id,
      isSame
        ? { kind: 'ended', state: 'settled-apart', earlier, why: { code: 'settled-apart', values: {} } }
        : { kind: 'put-down', state: 'held', why: { code: 'kept-apart', values: { pair } } },
    );
  }
  return known;
}
