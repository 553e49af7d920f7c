import type { Db } from '../../store/database.ts';
import type { Run } from '../../store/runs/runs.ts';
import { nameClusters } from '../decisions/name-clusters.ts';
import { Refused } from '../refused.ts';

/**
 * Which merges of a run a person means: a cluster, by its first digits or a contact of it, or a pair, `CLUSTER.DUPLICATE`, also with the primary in
 * between; all where nothing is named. Throws Refused.
 */
export async function nameUndone(
  db: Db,
  { run, cluster, pair }: { run: Run; cluster: string | null; pair: string | null },
): Promise<{ clusterId: string | null; duplicateId: string | null }> {
  if (pair === null && cluster === null) return { clusterId: null, duplicateId: null };
  const [, typed, duplicateId] = pair === null ? [] : (/^([0-9a-f]{4,32})\.(?:\S+\.)?([^.\s]+)$/.exec(pair) ?? []);
  if (pair !== null && (typed === undefined || duplicateId === undefined))
    throw new Refused(`'${pair}' is no pair: expected CLUSTER.DUPLICATE`, {
      todo: { code: 'take-name-from-status', values: {} },
    });
  const [clusterId = null] = await nameClusters(db, { run, names: [typed ?? cluster ?? ''] });
  return { clusterId, duplicateId: duplicateId ?? null };
}
