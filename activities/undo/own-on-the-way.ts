import type { Crm } from '../../crm/crm.ts';
import { readPair } from '../../store/ledger/ledger.ts';
import { broughtBeside, type MergedOn } from '../../store/undo/merged-pair.ts';
import type { Deps } from '../deps.ts';
import { evidenceOf } from '../merge/evidence.ts';
import type { UndoRef } from './undo-ref.ts';

/**
 * What the present holder is named by for its own sake, where the pair's primary was merged on: what each contact on the way had before it took the
 * last one in, and what other merges brought to it. By relation. Null where one of these merges kept no evidence: then nobody knows.
 */
export async function ownOnTheWay(
  deps: Pick<Deps, 'db' | 'backups'>,
  { crm, pair, since }: { crm: Pick<Crm, 'relations'>; pair: UndoRef; since: readonly MergedOn[] },
): Promise<Record<string, string[]> | null> {
  const own: Record<string, string[]> = {};
  const add = (relations: Record<string, string[]>): void => {
    for (const [name, ids] of Object.entries(relations)) own[name] = [...(own[name] ?? []), ...ids];
  };
  for (const on of since) {
    const { clusterId, primaryId, duplicateId } = on;
    const key = { mode: 'real', crm: pair.crm, org: pair.org, clusterId, primaryId, duplicateId } as const;
    const row = clusterId === '' ? null : await readPair(deps.db, key);
    if (row === null) return null;
    const evidence = await evidenceOf({ ...deps, crm }, { key, row });
    if (evidence === null) return null;
    add(evidence.primary.relations);
    for (const beside of await broughtBeside(deps.db, { undoId: pair.undo, on })) {
      if (beside === null) return null;
      add(beside.duplicate.relations);
    }
  }
  return own;
}
