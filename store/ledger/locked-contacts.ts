import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { WAITS_FOR_PERSON } from '../pair-states.ts';
import type { PairKey, PairState } from '../types.ts';
import { typedPairName } from './pair-name.ts';

type Cluster = Omit<PairKey, 'duplicateId'>;

/** A contact that a pair holds, or an undo of that pair. */
export interface LockedContact {
  contactId: string;
  clusterId: string;
  primaryId: string;
  duplicateId: string;
  undoId: string | null;
  /** Of the pair; null where the ledger does not have it. */
  state: PairState | null;
}

/** Those of these contacts that are locked. A dry run meets no lock. */
export async function lockedContacts(
  tx: Tx,
  { mode, crm, org }: Cluster,
  contacts: string[],
): Promise<LockedContact[]> {
  if (mode === 'dry') return [];
  const rows = await tx.execute<LockedContact & Record<string, unknown>>(sql`
    select l.contact_id as "contactId", l.cluster_id as "clusterId", l.primary_id as "primaryId", l.duplicate_id as "duplicateId",
      l.undo_id as "undoId", p.state from locks l left join pairs p on p.mode = 'real' and p.crm = l.crm and p.org = l.org
      and p.cluster_id = l.cluster_id and p.primary_id = l.primary_id and p.duplicate_id = l.duplicate_id
    where l.crm = ${crm} and l.org = ${org} and l.contact_id in ${contacts}`);
  return [...rows];
}

/** Contacts that an undo holds, and which. */
export function heldByUndo(locked: LockedContact[]): Map<string, string> {
  return new Map(locked.flatMap(({ contactId, undoId }) => (undoId === null ? [] : [[contactId, undoId]])));
}

/** The pair of the same cluster that was sent and waits for a person: its request may still land, so it keeps the primary locked. */
export async function lockedBySibling(tx: Tx, cluster: Cluster): Promise<{ duplicateId: string; name: string } | null> {
  return siblingOf(tx, cluster, await lockedContacts(tx, cluster, [cluster.primaryId]));
}

/** The same out of what is locked. */
export async function siblingOf(
  tx: Tx,
  cluster: Cluster,
  locked: LockedContact[],
): Promise<{ duplicateId: string; name: string } | null> {
  const { clusterId, primaryId } = cluster;
  const sibling = locked.find(
    (lock) =>
      lock.contactId === primaryId &&
      lock.clusterId === clusterId &&
      lock.primaryId === primaryId &&
      lock.undoId === null &&
      lock.state !== null &&
      WAITS_FOR_PERSON.includes(lock.state),
  );
  if (sibling === undefined) return null;
  const { duplicateId } = sibling;
  return { duplicateId, name: await typedPairName(tx, { ...cluster, duplicateId }) };
}
