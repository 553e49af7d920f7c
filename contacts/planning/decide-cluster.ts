import type { Contact } from '../contact.ts';
import type { Decision, PlanMember } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import { isRoleAddress } from '../rules/role-addresses.ts';
import type { Rules } from '../rules/rules.ts';
import type { Choice } from '../strategies/choose-primary.ts';
import { type ActionVerdict, actionDoubts, cut } from './action-column.ts';
import type { Cluster } from './grouping.ts';
import { areAllApart, forbiddenPairs, type NeverMerge } from './never-merge.ts';

/** More members than this are seldom one person. */
const MAX_MEMBERS = 10;

/** What the file as a whole says, beside the cluster itself. */
export interface PlanContext {
  profile: Profile;
  rules: Rules;
  neverMerge: NeverMerge;
  repeatedIds: ReadonlyMap<string, unknown>;
  /** E-mails of rejected rows; true where the row has no usable id. */
  rejectedEmails: ReadonlyMap<string, boolean>;
}

const BY_MATCHING = 'matching believes that they are one person';

export interface Decided {
  decision: Decision;
  reason: string;
  /** Nothing that the profile, the file or a person knows speaks against it. */
  isSound: boolean;
}

export interface DecideClusterRequest {
  context: PlanContext;
  cluster: Cluster;
  choice: Choice<Contact>;
  actions: ActionVerdict;
  /** Two whose names are two people's. */
  differing: [Contact, Contact] | null;
}

/** Where some members are kept apart, a person says who of the others is one; where all are, there is nothing to say. `blocked` beats `review` beats `auto`; every reason that counts is named. */
export function decideCluster(request: DecideClusterRequest): Decided {
  const blocks = blocksOf(request);
  if (blocks.length > 0) return { decision: 'blocked', reason: blocks.join('; '), isSound: false };
  const doubts = doubtsOf(request);
  const isSound = doubts.length === 0;
  if (request.cluster.isMatched) return { decision: 'review', reason: [BY_MATCHING, ...doubts].join('; '), isSound };
  if (!isSound) return { decision: 'review', reason: doubts.join('; '), isSound };
  return { decision: 'auto', reason: chosenBecause(request.choice, request.context), isSound };
}

function blocksOf({ cluster, context }: DecideClusterRequest): string[] {
  const { neverMerge, repeatedIds, rejectedEmails } = context;
  const blocks: string[] = [];
  if (repeatedIds.size > 0) {
    for (const { id } of cluster.members) if (repeatedIds.has(id)) blocks.push(`${id} stands on more than one row`);
  }
  if (emailsOf(cluster).some((email) => rejectedEmails.get(email) === true)) {
    blocks.push('a row with the same e-mail has no usable id');
  }
  const ids = idsOf(cluster);
  return areAllApart(ids, neverMerge) ? [...blocks, ...forbiddenPairs(ids, neverMerge)] : blocks;
}

/** The one that they have in common, or all of them. */
function emailsOf({ email, members }: Cluster): string[] {
  return email === '' ? members.map((member) => member.email) : [email];
}

function idsOf({ members }: Cluster): Set<string> {
  return new Set(members.map(({ id }) => id));
}

function doubtsOf(request: DecideClusterRequest): string[] {
  const { cluster, choice, actions, context } = request;
  const { profile, rejectedEmails, neverMerge } = context;
  const { members } = cluster;
  const doubts = [
    ...forbiddenPairs(idsOf(cluster), neverMerge),
    ...actionDoubts(actions),
    ...profile.doubts(choice),
    ...(cluster.doubts ?? []),
    ...severalPeople(request),
  ];
  if (members.length > MAX_MEMBERS) doubts.push(`${members.length} members, more than ${MAX_MEMBERS}`);
  if (emailsOf(cluster).some((email) => rejectedEmails.has(email))) doubts.push('a rejected row has the same e-mail');
  return doubts;
}

/** What says that several people may share the address. */
function severalPeople({ cluster, differing, context }: DecideClusterRequest): string[] {
  const doubts: string[] = [];
  if (differing !== null) {
    const [one, other] = differing.map(({ id, name }) => `${cut(name)} (${id})`);
    doubts.push(`the names differ: ${one}, ${other}`);
  }
  if (hasRoleAddress(cluster.members, context.rules)) {
    doubts.push(
      'several people may share the address: it is a role, a program or nobody (role_addresses in the rules)',
    );
  }
  return doubts;
}

/** Nearly always all have one address: it is asked once. */
function hasRoleAddress(members: readonly Contact[], { roleAddresses }: Rules): boolean {
  let asked = '';
  for (const { email } of members) {
    if (email === asked) continue;
    if (isRoleAddress(roleAddresses, email)) return true;
    asked = email;
  }
  return false;
}

/** `C-5 is the only one left whose external ref starts with 'user_'` */
export function chosenBecause(
  choice: Choice<PlanMember>,
  { profile, rules }: Pick<PlanContext, 'profile' | 'rules'>,
): string {
  const because = profile.strategies.find(({ name }) => name === choice.strategy)?.because(rules) ?? '';
  return `${choice.primary.id} is the only one left ${because}`;
}
