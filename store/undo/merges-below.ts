import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Evidence } from '../ledger/evidence.ts';
import { MERGE_MADE } from '../pair-states.ts';
import type { UndoPairKey } from './types.ts';

/** A merge into a pair's duplicate, or into one that it had taken in. */
export interface LedgerMergeBelow {
  primary: string;
  duplicate: string;
  isTakenBack: boolean;
  /** Null where it kept none. */
  evidence: Evidence | null;
}

/**
 * What the pair's duplicate had taken in when it was merged away, down to the last one, the oldest merge first. What was taken back before that is
 * none of it.
 */
export async function mergesBelow(
  db: Tx,
  { key, sentAt }: { key: UndoPairKey; sentAt: number | null },
): Promise<LedgerMergeBelow[]> {
  return db.execute<LedgerMergeBelow & Record<string, unknown>>(sql`
    with recursive own as (select crm, org from undos where id = ${key.undoId}),
    merged as (
      select p.cluster_id, p.primary_id, p.duplicate_id, p.state from pairs p, own
      where p.mode = 'real' and p.crm = own.crm and p.org = own.org and p.state in ${MERGE_MADE}
        and p.proof is distinct from 'earlier'
    ),
    below as (
      select * from merged where primary_id = ${key.duplicateId}
      union
      select m.* from below b join merged m on m.primary_id = b.duplicate_id
    )
    select b.primary_id as "primary", b.duplicate_id as "duplicate", b.state = 'undone' as "isTakenBack", p.evidence
    from below b cross join own
    join pairs p on p.mode = 'real' and p.crm = own.crm and p.org = own.org
      and (p.cluster_id, p.primary_id, p.duplicate_id) = (b.cluster_id, b.primary_id, b.duplicate_id)
    left join consumed c on c.crm = own.crm and c.org = own.org and c.duplicate_id = b.duplicate_id
    left join undo_pairs u on u.undo_id = c.undo_id
      and (u.cluster_id, u.primary_id, u.duplicate_id) = (b.cluster_id, b.primary_id, b.duplicate_id)
    where b.state = 'done' or extract(epoch from u.done_at) * 1000 > ${sentAt}::float8
    order by p.done_at, b.duplicate_id`);
}
