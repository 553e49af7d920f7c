import { someIds, wantedCluster } from '../../contacts/planning/find-cluster.ts';
import type { Db } from '../../store/database.ts';
import { clustersNamed } from '../../store/runs/clusters-named.ts';
import type { Run } from '../../store/runs/runs.ts';
import { Refused } from '../refused.ts';

/**
 * The ids of the clusters that a person has typed: whole ids as they are, the first digits of one, or a contact of it. Throws Refused where
 * that is none, or more than one.
 */
export async function nameClusters(
  db: Db,
  { run, names }: { run: Pick<Run, 'id' | 'planDigest'>; names: string[] },
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(/^[0-9a-f]{32}$/.test(name) ? name : await nameCluster(db, { run, name }));
  return [...new Set(ids)];
}

async function nameCluster(
  db: Db,
  { run, name }: { run: Pick<Run, 'id' | 'planDigest'>; name: string },
): Promise<string> {
  const { ofContact, beginning } = await clustersNamed(db, { run, name });
  const [only] = beginning;
  if (ofContact !== null) return ofContact;
  if (only !== undefined && beginning.length === 1) return only;
  const { prefix } = wantedCluster(name);
  if (only !== undefined) {
    const these = `${beginning.length} clusters of run ${run.id} have an id that starts with '${prefix}'`;
    throw new Refused(`${these}: ${someIds(beginning)}. Give more digits`);
  }
  const expected = 'expected at least 4 of the 32 hex digits of a cluster, or one of its contacts';
  throw new Refused(`Run ${run.id} has no cluster '${name}': ${expected}`);
}
