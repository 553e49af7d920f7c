import type { Crm, ShownCells } from '../../crm/crm.ts';
import type { KeptBackup } from '../../store/backups/backup-store.ts';
import { METADATA } from '../../store/backups/layout.ts';
import { readPair } from '../../store/ledger/ledger.ts';
import { relianceOf } from '../../store/runs/matched.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';

/**
 * What the newest backup of each member shows of it, where a matching brought the cluster together: of the pair's two, and of those who were
 * merged before.
 */
export async function shownInBackups(
  deps: Deps,
  { pair, backups, crm }: { pair: PairRef; backups: readonly KeptBackup[]; crm: Crm },
): Promise<Map<string, ShownCells>> {
  const cells = new Map<string, ShownCells>();
  const { shown } = crm.description;
  const reliance = shown === undefined ? null : await relianceOf(deps.db, pair.cluster);
  if (shown === undefined || reliance === null) return cells;
  for (const { id } of reliance.members) {
    const own = id === pair.primary || id === pair.duplicate ? backups : await backupsBefore(deps, pair, id);
    const newest = own.filter(({ contactId }) => contactId === id).sort((a, b) => b.round - a.round)[0];
    const body = newest === undefined ? null : await deps.backups.read(newest.digest, METADATA);
    if (body !== null) cells.set(id, shown.cellsIn(body));
  }
  return cells;
}

/** Of a member with a pair of its own: those that were verified for it, in whichever run. */
async function backupsBefore(deps: Deps, pair: PairRef, member: string): Promise<KeptBackup[]> {
  const row = await readPair(deps.db, { ...pairKey(pair), duplicateId: member });
  return row === null ? [] : deps.backups.find(row.backups.map(({ digest }) => digest));
}
