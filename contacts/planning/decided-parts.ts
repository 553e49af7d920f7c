import type { PlanCluster, PlanMember } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Rules } from '../rules/rules.ts';
import { choosePrimary } from '../strategies/choose-primary.ts';

/** What a person decides about a cluster, in place of what its plan says. */
export type DecidedSo =
  /** All are one person, and this contact is kept. */
  | { primary: string }
  /** These are somebody else; the rest is merged. */
  | { without: string[] }
  /** Each of these is one person, and no two of them are. */
  | { split: string[][] };

/** The strategy of a cluster that a person's decision made. */
export const BY_PERSON = 'decided';

export interface DecidedPart {
  primary: string;
  /** Sorted by id; two or more. */
  members: PlanMember[];
}

export interface Decided {
  /** What is merged. */
  parts: DecidedPart[];
  /** Contacts that nothing is merged with. */
  alone: string[];
  /** Pairs that are two people from now on. */
  apart: [string, string][];
}

export interface DecideParts {
  cluster: PlanCluster;
  said: DecidedSo;
  profile: Pick<Profile, 'strategies'>;
  rules: Rules;
}

/** What becomes of a cluster; or why that cannot be, in words. Who is kept is the plan's primary where it is in a part, else whom the rules choose. */
export function decidedParts({ cluster, said, profile, rules }: DecideParts): Decided | { problem: string } {
  const { members, primary } = cluster;
  const groups = groupsOf(cluster, said);
  const named = groups.flat();
  const stranger = named.find((id) => !members.some((member) => member.id === id));
  if (stranger !== undefined) return { problem: `${stranger} is no contact of cluster ${cluster.id}` };
  if (new Set(named).size < named.length) return { problem: 'A contact is named twice' };
  const missing = members.find(({ id }) => !named.includes(id));
  if (missing !== undefined)
    return { problem: `${missing.id} is in no part: each contact of the cluster is named once` };
  if ('primary' in said && said.primary === primary) {
    return { problem: `${primary} is the primary already: approve the cluster as it is` };
  }
  if (!('primary' in said) && groups.length < 2) return { problem: 'Nobody would be left out' };
  const parts = groups
    .filter((ids) => ids.length > 1)
    .map((ids): DecidedPart => {
      const some = members.filter(({ id }) => ids.includes(id));
      if ('primary' in said) return { primary: said.primary, members: some };
      const kept = ids.includes(primary) ? primary : choosePrimary({ members: some, rules, ...profile }).primary.id;
      return { primary: kept, members: some };
    });
  return { parts, alone: groups.filter((ids) => ids.length === 1).flat(), apart: apartOf(groups, said) };
}

/** Who is one person, as it was said; whoever is left out is somebody alone. */
function groupsOf({ members }: PlanCluster, said: DecidedSo): string[][] {
  const ids = members.map(({ id }) => id);
  if ('split' in said) return said.split;
  if ('primary' in said) return [ids.includes(said.primary) ? ids : [...ids, said.primary]];
  const rest = ids.filter((id) => !said.without.includes(id));
  return [...(rest.length > 0 ? [rest] : []), ...said.without.map((id) => [id])];
}

/** Of those who are left out nobody has said whether they are one person among themselves. */
function apartOf(groups: string[][], said: DecidedSo): [string, string][] {
  if ('primary' in said) return [];
  const others = (at: number): string[][] => ('split' in said || at === 0 ? groups.slice(at + 1) : []);
  return groups.flatMap((group, at) =>
    others(at).flatMap((other) => group.flatMap((a) => other.map((b): [string, string] => (a < b ? [a, b] : [b, a])))),
  );
}

/**
 * A part as a cluster of its own. No digest of the plan covers it: it has one of its own. What a matching found stays one: what it relied on is
 * compared again, and its band is that of what a person looks at.
 */
export function partCluster({ of, part, id }: { of: PlanCluster; part: DecidedPart; id: string }): PlanCluster {
  const { primary, members } = part;
  const ids = new Set(members.map((member) => member.id));
  const isOfPart = ({ a, b }: { a: string; b: string }): boolean => ids.has(a) && ids.has(b);
  const relies = of.relies?.filter(isOfPart) ?? [];
  const evidence = of.evidence?.filter(isOfPart) ?? [];
  return {
    id,
    email: of.email,
    decision: 'review',
    strategy: BY_PERSON,
    reason: `a person decided so about cluster ${of.id}`,
    primary,
    duplicates: members.map((member) => member.id).filter((other) => other !== primary),
    members,
    ...(relies.length > 0 && { relies }),
    ...(of.band !== undefined && { band: 'review' as const }),
    ...(evidence.length > 0 && { evidence }),
    ...(of.band !== undefined && { notAuto: [{ code: 'decided' }] }),
  };
}
