import type { Two } from '../records/said.ts';
import type { Links } from './cohesion.ts';
import { type Groups, numbered, type Rooted, rootOf } from './groups.ts';

interface Rest {
  links: Links;
  clusters: Groups;
  /** By record: whether it is in a group of the auto band. */
  isAuto: (record: number) => boolean;
  /** Pairs that are one person's whatever their weight. */
  forced: readonly Two[];
}

/**
 * Clusters without those who are in the auto band: each holds together by links of its own. Where nobody of a cluster is in the band,
 * it is as it was.
 */
export function restGroups({ links, clusters, isAuto, forced }: Rest): Rooted {
  const { length: size } = clusters.parents;
  const hasAuto = new Uint8Array(size);
  for (let record = 0; record < size; record++) if (isAuto(record)) hasAuto[rootOf(clusters, record)] = 1;
  const groups: Rooted = { parents: numbered(size) };
  const unite = (a: number, b: number): void => {
    const [one, other] = [rootOf(groups, a), rootOf(groups, b)];
    groups.parents[Math.max(one, other)] = Math.min(one, other);
  };
  for (let record = 0; record < size; record++) {
    const root = rootOf(clusters, record);
    if (hasAuto[root] === 0) unite(root, record);
  }
  for (const at of links.order) {
    const [a, b] = [links.known.a[at] as number, links.known.b[at] as number];
    if (rootOf(clusters, a) === rootOf(clusters, b) && !isAuto(a) && !isAuto(b)) unite(a, b);
  }
  for (const [a, b] of forced) if (!isAuto(a) && !isAuto(b)) unite(a, b);
  return groups;
}
