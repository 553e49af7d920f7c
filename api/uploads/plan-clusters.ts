import { type FileHandle, open, readFile } from 'node:fs/promises';
import { type ClusterPlace, findPlaces, type PlacesWanted } from '../../contacts/preview/cluster-places.ts';
import type { ClusterInPlan } from '../../pages/start/clusters-page.ts';

/** Of a larger cluster a list says how large it is. */
const MOST_BYTES = 256 * 1024;

export interface ClustersRead {
  /** How many are wanted. */
  all: number;
  rows: ClusterInPlan[];
  /** The number of the next one that is wanted; null: there is none. */
  more: number | null;
}

/** Some clusters of a plan's file, found by their places: nothing else of it is read. Null where nobody has written those. */
export async function readPlanClusters(
  files: { plan: string; places: string },
  { wanted, from, limit }: { wanted: PlacesWanted; from: number; limit: number },
): Promise<ClustersRead | null> {
  const places = await readFile(files.places).catch(() => null);
  if (places === null) return null;
  const { all, found } = findPlaces(places, { wanted, from, limit: limit + 1 });
  const plan = await open(files.plan);
  try {
    const rows: ClusterInPlan[] = [];
    for (const place of found.slice(0, limit)) rows.push(await readCluster(plan, place));
    return { all, rows, more: found[limit]?.ordinal ?? null };
  } finally {
    await plan.close();
  }
}

async function readCluster(plan: FileHandle, { at, bytes, size, decision }: ClusterPlace): Promise<ClusterInPlan> {
  if (bytes > MOST_BYTES) return { size, decision, cluster: null };
  const { buffer, bytesRead } = await plan.read(Buffer.alloc(bytes), 0, bytes, at);
  return { size, decision, cluster: JSON.parse(buffer.toString('utf8', 0, bytesRead)) };
}
