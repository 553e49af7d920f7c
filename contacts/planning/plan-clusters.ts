import type { RejectedRow } from '../csv/rejected-row.ts';
import { findContradiction } from '../names/contradiction.ts';
import type { PlanCluster } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Rules } from '../rules/rules.ts';
import { choosePrimary } from '../strategies/choose-primary.ts';
import { type ActionVerdict, BY_SHEET, judgeActions } from './action-column.ts';
import type { ContactRows } from './contact-rows.ts';
import { decideCluster, type PlanContext } from './decide-cluster.ts';
import type { Cluster } from './grouping.ts';
import { type NeverMerge, pairsApart } from './never-merge.ts';
import { planMember } from './plan-member.ts';
import { clusterEmail } from './spellings.ts';

export interface PlanClustersOptions {
  /** The rows, all of them. */
  read: ContactRows;
  rules: Rules;
  neverMerge: NeverMerge;
  profile: Profile;
}

export interface PlannedCluster {
  cluster: PlanCluster;
  /** What the `Action` column says of it. */
  actions: ActionVerdict;
}

/** The clusters of a plan with their decisions, in order of their ids. */
export function* planClusters({ read, ...options }: PlanClustersOptions): Generator<PlannedCluster> {
  const { repeatedIds, rejected, grouping } = read;
  const context = { ...options, repeatedIds, rejectedEmails: rejectedEmails(rejected) };
  const isAuto = (cluster: Cluster): boolean => planCluster({ cluster, context }).cluster.decision === 'auto';
  for (const cluster of grouping.clusters(repeatedIds, isAuto)) yield planCluster({ cluster, context });
}

function planCluster({ cluster, context }: { cluster: Cluster; context: PlanContext }): PlannedCluster {
  const { id, email: key, members, doubts: _, isMatched, ...found } = cluster;
  const email = key === '' ? '' : clusterEmail(key, members);
  const { rules, profile } = context;
  const choice = choosePrimary({ members, strategies: profile.strategies, rules });
  const actions = judgeActions({ members, primary: choice.primary.id });
  const isBySheet = actions.code === 'as-sheet';
  const primary = isBySheet ? actions.main : choice.primary.id;
  const differing = findContradiction(members, rules.shortNames);
  const apart = pairsApart(new Set(members.map((member) => member.id)), context.neverMerge);
  const { decision, reason, isSound } = decideCluster({ context, cluster, choice, actions, differing });
  return {
    actions,
    cluster: {
      id,
      email,
      decision,
      strategy: isBySheet ? BY_SHEET : choice.strategy,
      reason,
      primary,
      duplicates: members.map((member) => member.id).filter((other) => other !== primary),
      members: members.map((contact) => planMember(contact, { email })),
      ...(decision !== 'blocked' && apart.length > 0 && { apart }),
      ...found,
      // Where anything else speaks against it, the band does not speak for it.
      ...(isMatched && !isSound && { band: 'review' as const }),
    },
  };
}

/** A missing id blocks, other flaws ask for review. Of a row of another width the cells cannot be told apart. */
function rejectedEmails(rejected: readonly RejectedRow[]): Map<string, boolean> {
  const emails = new Map<string, boolean>();
  for (const { email, id, column } of rejected) {
    if (email !== '') emails.set(email, emails.get(email) === true || (id === '' && column !== null));
  }
  return emails;
}
