import type { MemberKey, MemberKeys, PairReliance, PlanCluster, PlanMember } from '../plan.ts';
import { forbiddenPairs } from '../planning/never-merge.ts';
import type { BaseChannel } from './base-contact.ts';
import { type BaseDoubt, baseDoubts, MOST_MEMBERS, type RefusedAcross } from './base-doubts.ts';
import { type BaseChoice, chooseBasePrimary } from './choose-base-primary.ts';
import { clusterScore, comparePairs, evidenceOf, type Pair } from './confidence.ts';
import { consentChanges, consentOfAll } from './consent-changes.ts';
import { fillGaps } from './fill-gaps.ts';
import type { KeyGroup } from './key-groups.ts';
import type { BaseMember } from './member.ts';
import { neededOptOuts } from './merging/needed-opt-outs.ts';
import { takeBackOf } from './merging/take-back.ts';
import type { BasePolicy } from './policy.ts';

export interface PlannedBaseCluster {
  cluster: PlanCluster;
  /** The primary first, then those that gaps are filled from, best first. */
  ranked: readonly BaseMember[];
  doubts: readonly BaseDoubt[];
}

export interface PlanBaseClusterRequest {
  group: KeyGroup;
  /** Of the group, in any order. */
  members: readonly BaseMember[];
  policy: BasePolicy;
  /** @default none */
  refused?: readonly RefusedAcross[];
}

const BECAUSE: Record<BaseChoice['strategy'], string> = {
  'most-fields': 'says most',
  newest: 'says as much as another and is newest',
  'lowest-uid': 'has the lowest uid of those that say as much and are as new',
};

/** What a plan says of contacts that share a number. The same whatever order they come in. */
export function planBaseCluster({
  group,
  members: given,
  policy,
  refused = [],
}: PlanBaseClusterRequest): PlannedBaseCluster {
  const members = [...given].sort((a, b) => (a.contact.uid < b.contact.uid ? -1 : 1));
  const { ranked, strategy } = chooseBasePrimary(members);
  const primary = ranked[0]?.contact.uid ?? '';
  const pairs = comparePairs(members);
  const score = clusterScore(pairs);
  const doubts = baseDoubts({ group, members, pairs, policy, coarse: coarseOptOuts(ranked), refused });
  const forbidden = forbiddenPairs(new Set(members.map(({ contact }) => contact.uid)), policy.neverMerge);
  const fill = fillGaps(ranked);
  const consent = consentChanges(ranked, fill);
  const isSmall = members.length <= MOST_MEMBERS;
  const cluster: PlanCluster = {
    id: group.id,
    email: '',
    strategy,
    ...decided({ forbidden, doubts, because: `${primary} ${BECAUSE[strategy]}` }),
    primary,
    duplicates: members.map(({ contact }) => contact.uid).filter((uid) => uid !== primary),
    members: members.map(planMember),
    score,
    band: score < policy.threshold ? 'review' : 'auto',
    ...some('relies', isSmall ? reliances(pairs) : []),
    ...some('evidence', isSmall ? evidenceOf(pairs) : []),
    ...some('fill', fill),
    ...some('consent', consent),
    ...some('later', group.later),
    ...some('takeBack', takeBackOf(ranked, fill)),
  };
  return { cluster, ranked, doubts };
}

/** Refusals that no call takes for one place alone. */
function coarseOptOuts(ranked: readonly BaseMember[]): { identifier: string; lost: string[] }[] {
  const [primary] = ranked;
  if (primary === undefined || primary.contact.channels.every(isWithoutMarketing)) return [];
  return neededOptOuts(primary, consentOfAll(ranked)).flatMap((one) =>
    one.what === 'marketing' && one.lost.length > 0 ? [{ identifier: one.identifier, lost: one.lost }] : [],
  );
}

function isWithoutMarketing({ marketingLocations }: BaseChannel): boolean {
  return marketingLocations === 'unknown' || marketingLocations.length === 0;
}

/** `blocked` beats `review` beats `auto`. */
function decided({
  forbidden,
  doubts,
  because,
}: {
  forbidden: readonly string[];
  doubts: readonly BaseDoubt[];
  because: string;
}): Pick<PlanCluster, 'decision' | 'reason'> {
  if (forbidden.length > 0) return { decision: 'blocked', reason: forbidden.join('; ') };
  if (doubts.length > 0) return { decision: 'review', reason: doubts.map(({ text }) => text).join('; ') };
  return { decision: 'auto', reason: because };
}

/** An empty list is not written. */
function some<Name extends string, T>(name: Name, list: T[]): { [key in Name]?: T[] } {
  return list.length === 0 ? {} : ({ [name]: list } as { [key in Name]: T[] });
}

function reliances(pairs: readonly Pair[]): PairReliance[] {
  return pairs
    .filter(({ fields }) => fields.length > 0)
    .map(({ a, b, fields }) => ({ a: a.contact.uid, b: b.contact.uid, fields: fields.map((field) => ({ field })) }));
}

function planMember({ contact, identities, updatedAt, fieldCount }: BaseMember): PlanMember {
  const { uid, name, channels, locations, tags, conversations } = contact;
  const keysOf = (kind: 'phone' | 'email'): MemberKey[] =>
    channels.flatMap((channel, at) => {
      const compared = identities[at] ?? '';
      return channel.kind === kind && compared !== '' ? [{ compared, written: channel.identifier }] : [];
    });
  const keys: MemberKeys = { ...some('emails', keysOf('email')), ...some('phones', keysOf('phone')) };
  // In the order in which the plan has them, so that nothing is put in order again.
  const fields = Object.entries({
    conversations: String(conversations),
    field_count: String(fieldCount),
    locations: [...locations].sort().join(' '),
    tags: [...tags].sort().join(' '),
  }).filter(([, value]) => value !== '');
  return {
    id: uid,
    externalRef: '',
    modifiedBy: '',
    userId: '',
    accountId: '',
    accountName: '',
    updatedAt,
    updatedByBi: false,
    tickets: 0,
    ...(Object.keys(keys).length > 0 && { keys }),
    ...(name.trim() !== '' && { name }),
    fields: Object.fromEntries(fields),
  };
}
