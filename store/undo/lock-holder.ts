import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { typedPairName } from '../ledger/pair-name.ts';
import { WAITS_FOR_PERSON } from '../pair-states.ts';
import type { Reason } from '../reasons.ts';
import type { UndoPairKey } from './types.ts';

/** Who has a contact that the undo of a pair needs. */
export interface LockHolder {
  /** The holder's pair, as a person types it. */
  pair: string;
  /** Whose merge that is; null where the ledger does not have it. */
  run: string | null;
  /** The undo of that pair which has it; null: the merge itself does. */
  undo: string | null;
  /** Nobody is at work on it: only a person's word leads it on. */
  needsPerson: boolean;
}

interface Row extends Record<string, unknown>, Pick<LockHolder, 'run' | 'undo' | 'needsPerson'> {
  clusterId: string;
  primaryId: string;
  duplicateId: string;
}

/**
 * Who stands in the way of this pair's undo, one whom only a person leads on before any other; null where nobody does. A merge is at work while its
 * run is open, or a word of a person said after that is carried out. The pairs of one undo have their turns one after the other: what another one of
 * the same undo has kept is held.
 */
export async function lockHolder(
  tx: Tx,
  { crm, org, key, contacts }: { crm: string; org: string; key: UndoPairKey; contacts: readonly string[] },
): Promise<LockHolder | null> {
  const { undoId, clusterId, primaryId, duplicateId } = key;
  const [row] = await tx.execute<Row>(sql`
    select l.cluster_id as "clusterId", l.primary_id as "primaryId", l.duplicate_id as "duplicateId", l.undo_id as undo, p.run_id as run,
      case when l.undo_id is not null then l.undo_id = ${undoId} or u.state is distinct from 'open'
        else p.state is null or p.state in ${WAITS_FOR_PERSON} or (r.state is distinct from 'open' and not exists (
          select 1 from orders o where o.mode = 'real' and o.crm = l.crm and o.org = l.org and o.withdrawn_at is null
            and (o.cluster_id, o.primary_id, o.duplicate_id) = (l.cluster_id, l.primary_id, l.duplicate_id)
            and o.created_at >= r.ended_at)) end as "needsPerson"
    from locks l left join undos u on u.id = l.undo_id
    left join pairs p on p.mode = 'real' and p.crm = l.crm and p.org = l.org
      and (p.cluster_id, p.primary_id, p.duplicate_id) = (l.cluster_id, l.primary_id, l.duplicate_id)
    left join runs r on r.id = p.run_id
    where l.crm = ${crm} and l.org = ${org} and l.contact_id in ${[...contacts]}
      and not ((l.cluster_id, l.primary_id, l.duplicate_id) = (${clusterId}, ${primaryId}, ${duplicateId})
        and l.undo_id is not distinct from ${undoId})
    order by "needsPerson" desc, l.contact_id limit 1`);
  if (row === undefined) return null;
  const { run, undo, needsPerson, ...pair } = row;
  return { pair: await nameOf(tx, { crm, org, ...pair }), run, undo, needsPerson };
}

/** A lock of before may have forgotten its primary. */
function nameOf(
  tx: Tx,
  owner: { crm: string; org: string; clusterId: string; primaryId: string; duplicateId: string },
): Promise<string> | string {
  if (owner.primaryId === '') return `${owner.clusterId}.${owner.duplicateId}`;
  return typedPairName(tx, { mode: 'real', ...owner });
}

/** For whom the pair waits, or to whom it is left. */
export function lockedReason({ needsPerson, ...values }: LockHolder): Reason {
  return needsPerson ? { code: 'undo-locked', values } : { code: 'undo-waits', values };
}
