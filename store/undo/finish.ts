import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { keepFromCluster } from './keep-from-cluster.ts';
import { moveUndoPair } from './ledger.ts';
import { freeUndoLocks } from './locks.ts';
import { type CameBack, resultIs, type UndoStep } from './steps.ts';
import type { UndoPairKey, UndoResult } from './types.ts';

export interface FinishUndo extends UndoStep {
  crm: string;
  org: string;
  back: CameBack;
  result: UndoResult;
}

/**
 * The merge is taken back: the ledger's pair is `undone` for ever, the old id leads to the contact that is back, a lasting decision keeps it apart
 * from everybody else of its cluster, and the locks end, in one transaction.
 */
export async function finishUndo(db: Db, finish: FinishUndo): Promise<void> {
  const { key, attempt, crm, org, back, result } = finish;
  await db.transaction(async (tx) => {
    const set = [sql`done_at = clock_timestamp()`, resultIs(result)];
    const moved = await moveUndoPair(tx, { key, attempt, from: ['restored'], to: 'done', set });
    if (!moved) return;
    await becomeUndone(tx, { key, crm, org });
    await tx.execute(sql`
      update consumed set undo_id = ${key.undoId} where crm = ${crm} and org = ${org} and duplicate_id = ${key.duplicateId}`);
    await tx.execute(sql`
      update redirects set former_id = new_id, former_full_id = new_full_id, new_id = ${back.id}, new_full_id = ${back.fullId},
        undo_id = ${key.undoId}, undone_at = clock_timestamp()
      where crm = ${crm} and org = ${org} and old_id = ${key.duplicateId}`);
    await keepFromCluster(tx, { key, crm, org, id: back.id });
    await freeUndoLocks(tx, { crm, org, key });
  });
}

/** Throws where the ledger says otherwise by now: then nothing of it is written. */
async function becomeUndone(tx: Tx, { key, crm, org }: { key: UndoPairKey; crm: string; org: string }): Promise<void> {
  const { undoId, clusterId, primaryId, duplicateId } = key;
  const rows = await tx.execute(sql`
    with undone as (
      update pairs set state = 'undone', updated_at = clock_timestamp()
      where mode = 'real' and crm = ${crm} and org = ${org} and cluster_id = ${clusterId} and primary_id = ${primaryId}
        and duplicate_id = ${duplicateId} and state = 'done'
      returning mode, crm, org, cluster_id, primary_id, duplicate_id, run_id
    )
    insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, to_state, detail)
    select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, 'done', 'undone', ${`by ${undoId}`} from undone returning id`);
  if (rows.length === 0) throw new Error(`Pair ${clusterId}.${duplicateId} is not 'done' in the ledger any more`);
}
