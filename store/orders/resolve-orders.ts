import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import type { ConsentSettlement, Resolution, Settlement } from '../ledger/settlement.ts';
import type { PairKey } from '../types.ts';
import { NotItsOwn } from './not-its-own.ts';
import type { Asker } from './run-orders.ts';
import type { Timing } from './timing.ts';

/** A person's word on a pair, as its workflow carries it out. Who said it stays in the store. */
export interface ResolveOrder {
  key: PairKey;
  as: Resolution | Settlement | ConsentSettlement;
  /** Of a settlement: the word as the store has it, and the digest of what the person was shown. */
  word?: { id: number; digest: string } | undefined;
  timing: Timing;
}

/** Writes the word before its workflow starts, in place of one that no workflow has taken. Returns its id, which nobody can guess. */
export async function writeOrder(
  db: Db,
  order: ResolveOrder & { workflowId: string; by: string },
): Promise<{ id: string }> {
  const { key, as, by, word, timing, workflowId } = order;
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      update orders set withdrawn_at = clock_timestamp()
      where workflow_id = ${workflowId} and taken_at is null and withdrawn_at is null`);
    const [row] = await tx.execute<{ id: string }>(sql`
      insert into orders (workflow_id, mode, crm, org, cluster_id, primary_id, duplicate_id, word, by, settlement, digest, timing)
      values (${workflowId}, ${key.mode}, ${key.crm}, ${key.org}, ${key.clusterId}, ${key.primaryId}, ${key.duplicateId}, ${as}, ${by},
        ${word?.id ?? null}, ${word?.digest ?? null}, ${JSON.stringify(timing)}::jsonb)
      returning id::text as id`);
    if (row === undefined) throw new Error('A person’s word was not stored');
    return row;
  });
}

/** Nobody carries it out: its workflow did not start. */
export async function withdrawOrder(db: Db, { id }: { id: string }): Promise<void> {
  await db.execute(sql`
    update orders set withdrawn_at = clock_timestamp() where id::text = ${id} and taken_at is null`);
}

interface Row extends Record<string, unknown>, PairKey {
  workflowId: string;
  as: Resolution | Settlement | ConsentSettlement;
  wordId: number | null;
  digest: string | null;
  timing: Timing;
  takenBy: string | null;
  withdrawn: boolean;
}

/** Gives the word to the workflow that it was written for, once: throws NotItsOwn for any other, and for a word that has counted. */
export async function takeOrder(db: Db, { id, asker }: { id: string; asker: Asker }): Promise<ResolveOrder> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<Row>(sql`
      select workflow_id as "workflowId", mode, crm, org, cluster_id as "clusterId", primary_id as "primaryId",
        duplicate_id as "duplicateId", word as "as", settlement::int as "wordId", digest, timing, taken_by as "takenBy",
        withdrawn_at is not null as withdrawn
      from orders where id::text = ${id} for update`);
    if (row === undefined || row.workflowId !== asker.workflowId || row.withdrawn)
      throw new NotItsOwn('There is no such word for this workflow');
    if (row.takenBy !== null && row.takenBy !== asker.first) throw new NotItsOwn('The word has counted already');
    await tx.execute(sql`
      update orders set taken_by = ${asker.first}, taken_at = coalesce(taken_at, clock_timestamp()) where id::text = ${id}`);
    const { mode, crm, org, clusterId, primaryId, duplicateId, as, wordId, digest, timing } = row;
    const word = wordId === null || digest === null ? {} : { word: { id: wordId, digest } };
    return { key: { mode, crm, org, clusterId, primaryId, duplicateId }, as, timing, ...word };
  });
}

/** Who said it. */
export async function orderedBy(tx: Tx, { id }: { id: string }): Promise<string> {
  const [row] = await tx.execute<{ by: string }>(sql`
    select by from orders where id::text = ${id} and taken_at is not null`);
  if (row === undefined) throw new NotItsOwn('There is no such word');
  return row.by;
}
