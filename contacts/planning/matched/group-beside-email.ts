import type { Contact } from '../../contact.ts';
import { compareText } from '../../keys/normalize.ts';
import { groupByEmail } from '../group-by-email.ts';
import type { Cluster, Grouping } from '../grouping.ts';
import { packedId } from '../packed-contact.ts';
import { type Matched, type MatchedGroup, matchedCluster, memberOf } from './group-matched.ts';

/**
 * What the rules alone merge stays as it is, and is shown whom a matching would add; all others who share an e-mail are united with what it
 * adds.
 */
export function groupBesideEmail({ groups, cellsOf }: Matched): Grouping {
  const byEmail = groupByEmail();
  const grouped = new Set(groups.flatMap(({ ids }) => ids));
  const rows = new Map<string, string[]>();
  return {
    add: (packed) => {
      const id = packedId(packed);
      const isMatched = grouped.has(id);
      if (isMatched) rows.set(id, [...(rows.get(id) ?? []), packed]);
      return byEmail.add(packed) || isMatched;
    },
    clusters: (repeatedIds, isAuto) => {
      const sharing = [...byEmail.clusters(repeatedIds, isAuto)];
      const member = (id: string): Contact | null => memberOf(rows.get(id) ?? [], cellsOf(id));
      return united({ sharing, isAuto: (cluster) => isAuto(cluster), groups, member });
    },
  };
}

interface Unite {
  sharing: readonly Cluster[];
  isAuto: (cluster: Cluster) => boolean;
  groups: readonly MatchedGroup[];
  member: (id: string) => Contact | null;
}

function united({ sharing, isAuto, groups, member }: Unite): Cluster[] {
  const [sure, others]: [Cluster[], Cluster[]] = [[], []];
  for (const cluster of sharing) (isAuto(cluster) ? sure : others).push(cluster);
  const taken = new Set(sure.flatMap(({ members }) => members.map(({ id }) => id)));
  const bundles = joined(
    others.map((cluster) => ({ ids: cluster.members.map(({ id }) => id), cluster })),
    groups.map((group) => ({ ids: group.ids.filter((id) => !taken.has(id)), group })),
  );
  const rest = bundles.flatMap((bundle) => clusterOf(bundle, member));
  return [...withLater(sure, groups), ...rest].sort((a, b) => compareText(a.id, b.id));
}

/** Whom a matching would add to what is merged already. */
function withLater(sure: readonly Cluster[], groups: readonly MatchedGroup[]): Cluster[] {
  const groupOf = new Map(groups.flatMap((group) => group.ids.map((id) => [id, group] as const)));
  return sure.map((cluster) => {
    const own = new Set(cluster.members.map(({ id }) => id));
    const found = [...own].flatMap((id) => groupOf.get(id) ?? []);
    const later = [...new Set(found.flatMap((group) => [...group.ids, ...group.later]))].filter((id) => !own.has(id));
    return later.length === 0 ? cluster : { ...cluster, later: later.sort() };
  });
}

interface Bundle {
  clusters: Cluster[];
  groups: MatchedGroup[];
  ids: Set<string>;
}

/** All that hang together by a contact. */
function joined(
  clusters: readonly { ids: string[]; cluster: Cluster }[],
  groups: readonly { ids: string[]; group: MatchedGroup }[],
): Bundle[] {
  const homes = new Map<string, Bundle>();
  const kept = new Set<Bundle>();
  const put = (ids: readonly string[], one: Bundle): void => {
    const before = new Set(ids.flatMap((id) => homes.get(id) ?? []));
    const bundle = [...before].reduce(
      (all, other) => ({
        clusters: [...all.clusters, ...other.clusters],
        groups: [...all.groups, ...other.groups],
        ids: new Set([...all.ids, ...other.ids]),
      }),
      one,
    );
    for (const other of before) kept.delete(other);
    kept.add(bundle);
    for (const id of bundle.ids) homes.set(id, bundle);
  };
  for (const { ids, cluster } of clusters) put(ids, { clusters: [cluster], groups: [], ids: new Set(ids) });
  for (const { ids, group } of groups) {
    if (ids.length > 1 || ids.some((id) => homes.has(id)))
      put(ids, { clusters: [], groups: [group], ids: new Set(ids) });
  }
  return [...kept];
}

function clusterOf({ clusters, groups, ids }: Bundle, member: (id: string) => Contact | null): Cluster[] {
  const [only, ...more] = clusters;
  // Nothing is added to it.
  if (only !== undefined && more.length === 0 && only.members.length === ids.size) return [only];
  const known = new Map(clusters.flatMap(({ members }) => members.map((one) => [one.id, one] as const)));
  const members = [...ids]
    .sort()
    .map((id) => member(id) ?? known.get(id) ?? null)
    .filter((one) => one !== null);
  const doubts = clusters.flatMap((cluster) => cluster.doubts ?? []);
  const [group] = groups;
  if (members.length < 2 || group === undefined) return [];
  const isOne = groups.length === 1 && group.ids.length === ids.size;
  const cluster = matchedCluster(
    {
      ids: [...ids].sort(),
      band: isOne ? group.band : 'review',
      score: Math.min(...groups.map(({ score }) => score)),
      relies: groups.flatMap(({ relies }) => relies),
      evidence: groups.flatMap(({ evidence }) => evidence),
      notAuto: isOne ? group.notAuto : [...groups.flatMap(({ notAuto }) => notAuto), { code: 'with-others' }],
      later: [],
      nameless: groups.reduce((sum, { nameless }) => sum + nameless, 0),
    },
    members,
  );
  return [{ ...cluster, doubts: [...new Set([...doubts, ...(cluster.doubts ?? [])])] }];
}
