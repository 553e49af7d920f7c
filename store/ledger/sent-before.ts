import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { PairKey } from '../types.ts';

/** What whichever plan has done with the two before, all of one moment. */
export interface SentBefore extends Record<string, unknown> {
  /** A merge that has consumed one of them, and the undo that took it back. */
  gone: { duplicate: string; primary: string; run: string; undoId: string | null } | null;
  /** The pair of which a person said that its merge was not applied, and whose duplicate is not sent again by any plan. */
  apart: { clusterId: string; primaryId: string } | null;
  /** How often the duplicate was sent, into whichever primary. */
  sends: number;
}

export async function sentBefore(tx: Tx, key: PairKey): Promise<SentBefore> {
  const { crm, org, primaryId, duplicateId } = key;
  const [row] = await tx.execute<SentBefore>(sql`select
    (select jsonb_build_object('duplicate', duplicate_id, 'primary', primary_id, 'run', run_id, 'undoId', undo_id) from consumed
      where crm = ${crm} and org = ${org} and duplicate_id in (${primaryId}, ${duplicateId}) order by undo_id limit 1) as gone,
    (select jsonb_build_object('clusterId', cluster_id, 'primaryId', primary_id) from pairs
      where ${isDuplicates(key)} and state = 'settled-apart' limit 1) as apart,
    ${sendsOfDuplicate(key)} as sends`);
  return row ?? { gone: null, apart: null, sends: 0 };
}

/** How often a duplicate was sent, by whichever plan and into whichever primary. */
export async function sendsOf(tx: Tx, key: PairKey): Promise<number> {
  const [row] = await tx.execute<{ sends: number }>(sql`select ${sendsOfDuplicate(key)} as sends`);
  return row?.sends ?? 0;
}

function sendsOfDuplicate(key: PairKey): SQL {
  return sql`(select coalesce(sum(sends), 0)::int from pairs where ${isDuplicates(key)})`;
}

function isDuplicates({ crm, org, duplicateId }: PairKey): SQL {
  return sql`mode = 'real' and crm = ${crm} and org = ${org} and duplicate_id = ${duplicateId}`;
}
