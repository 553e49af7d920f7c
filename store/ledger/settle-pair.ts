import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { MAY_BE_MERGED, WAITS_FOR_PERSON } from '../pair-states.ts';
import type { Said } from '../reasons.ts';
import { getRun } from '../runs/runs.ts';
import type { PairKey } from '../types.ts';
import { type PairRow, readPair, transition } from './ledger.ts';
import { freeLocks } from './locks.ts';
import { closeResolved, replaceAttempt } from './merge-steps.ts';
import { typedPairName } from './pair-name.ts';
import type { ConsentSettlement, Settlement } from './settlement.ts';
import type { TakeOverRefusal } from './take-over-refusal.ts';

/** A person's word with all that it is about. The text stays here: it is in no history and no log. */
export interface SpokenWord {
  key: PairKey;
  as: Settlement | ConsentSettlement;
  by: string;
  because: string;
  /** Of what the person was shown. */
  digest: string;
}

/** Keeps the word before anything is done about it. Returns its number. */
export async function keepWord(db: Db, { key, as, by, because, digest }: SpokenWord): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`
    insert into settlements (crm, org, cluster_id, primary_id, duplicate_id, word, by, because, digest)
    values (${key.crm}, ${key.org}, ${key.clusterId}, ${key.primaryId}, ${key.duplicateId}, ${as}, ${by}, ${because}, ${digest})
    returning id::int as id`);
  if (row === undefined) throw new Error('A person’s word was not stored');
  return row.id;
}

/** Why the pair may not be settled as things stand, whatever the CRM shows; null when it may. */
export async function settleRefusal(tx: Tx, key: PairKey, row: PairRow | null): Promise<TakeOverRefusal | null> {
  const pair = await typedPairName(tx, key);
  if (row === null) return { code: 'pair-not-in-ledger', values: { pair } };
  const { state, runId, sends } = row;
  if (sends === 0) return { code: 'pair-never-sent', values: { pair } };
  if (!MAY_BE_MERGED.includes(state)) return { code: 'pair-has-ended', values: { pair, state } };
  if (WAITS_FOR_PERSON.includes(state)) return null;
  const run = await getRun(tx, runId);
  return run?.state === 'open' ? { code: 'pair-in-work', values: { pair, state, run: runId } } : null;
}

export interface Settle {
  key: PairKey;
  as: Settlement;
  /** New token: nobody else may write to the pair from now on. */
  token: string;
  /** The number that `keepWord` gave. */
  word: number;
  /** Where the duplicate is now, for the redirect: the primary, unless the CRM names another contact. */
  survivor: { id: string; fullId: string };
  duplicateFullId: string;
}

/**
 * Ends a pair on a person's word alone: it is never sent again, by no plan, and never reported as proven. The same token is answered
 * the same again.
 */
export async function settlePair(
  db: Db,
  request: Settle,
  because: Said,
): Promise<{ state: Settlement } | { refused: TakeOverRefusal }> {
  const { key, as, token, word } = request;
  return db.transaction(async (tx) => {
    const row = await readPair(tx, key);
    if (row?.token === token && row.state === as) return { state: as };
    const refused = await settleRefusal(tx, key, row);
    if (refused !== null) return { refused };
    if (!(await hearWord(tx, { key, as, word })))
      return { refused: { code: 'word-not-kept', values: { pair: await typedPairName(tx, key) } } };
    await replaceAttempt(tx as Db, { key, token });
    await transition(tx, { key, attempt: { token, seq: 0 }, from: MAY_BE_MERGED, to: as, ...because });
    if (as === 'settled-merged') await noteMerged(tx, request, row?.runId ?? '');
    await freeLocks(tx, key);
    await closeResolved(tx, key, row?.runId ?? '');
    return { state: as };
  });
}

/** Lets the word count, once. False: there is no such word of this pair, or it has counted. */
export async function hearWord(
  tx: Tx,
  { key, as, word }: { key: PairKey; as: Settlement | ConsentSettlement; word: number },
): Promise<boolean> {
  const spoken = await tx.execute(sql`
    with heard as (
      update settlements set settled_at = clock_timestamp() where id = ${word} and word = ${as} and settled_at is null
        and crm = ${key.crm} and org = ${key.org} and cluster_id = ${key.clusterId} and primary_id = ${key.primaryId}
        and duplicate_id = ${key.duplicateId} returning *)
    insert into resolutions (crm, org, cluster_id, primary_id, duplicate_id, resolution, by)
    select crm, org, cluster_id, primary_id, duplicate_id, word, by from heard returning id`);
  return spoken.length > 0;
}

/** As a proven merge is noted, and marked as a person's word. */
async function noteMerged(tx: Tx, { key, survivor, duplicateFullId }: Settle, runId: string): Promise<void> {
  const { crm, org, duplicateId } = key;
  await tx.execute(sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id, by_person)
    values (${crm}, ${org}, ${duplicateId}, ${survivor.id}, ${runId}, true) on conflict do nothing`);
  await tx.execute(sql`insert into redirects (crm, org, old_id, new_id, old_full_id, new_full_id, run_id, by_person)
    values (${crm}, ${org}, ${duplicateId}, ${survivor.id}, ${duplicateFullId}, ${survivor.fullId}, ${runId}, true)
    on conflict do nothing`);
}
