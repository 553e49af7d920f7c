import type { RejectedRow } from '../csv/rejected-row.ts';
import type { PlanCluster } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Rules } from '../rules/rules.ts';
import { choosePrimary } from '../strategies/choose-primary.ts';
import { type ActionVerdict, judgeActions } from './action-column.ts';
import { type Cluster, clustersOf } from './clusters.ts';
import { decide, type Surroundings } from './decide.ts';
import type { ContactGroups } from './groups.ts';
import type { NeverMerge } from './never-merge.ts';
import { sortedMember } from './plan-text.ts';

export interface PlanClustersOptions {
  groups: ContactGroups;
  rules: Rules;
  neverMerge: NeverMerge;
  profile: Profile;
}

export interface PlannedCluster {
  cluster: PlanCluster;
  /** How our choice compares with a person's `Action` notes. */
  actions: ActionVerdict;
}

/** The clusters of a plan with their decisions, in order of their ids. */
export function* planClusters({ groups, ...options }: PlanClustersOptions): Generator<PlannedCluster> {
  const { repeatedIds, hasActions, rejected } = groups;
  const surroundings = { ...options, repeatedIds, rejectedEmails: rejectedEmails(rejected) };
  for (const cluster of clustersOf(groups)) yield planCluster({ cluster, surroundings, hasActions });
}

function planCluster(request: { cluster: Cluster; surroundings: Surroundings; hasActions: boolean }): PlannedCluster {
  const { cluster, surroundings, hasActions } = request;
  const { id, email, members } = cluster;
  const { rules, profile } = surroundings;
  const choice = choosePrimary({ members, strategies: profile.strategies, rules });
  const primary = choice.primary.id;
  const actions = judgeActions({ members, primary, sheetHasActions: hasActions });
  const { decision, reason } = decide({ surroundings, cluster, choice, actions });
  return {
    actions,
    cluster: {
      id,
      email,
      decision,
      strategy: choice.strategy,
      reason,
      primary,
      duplicates: members.map((member) => member.id).filter((other) => other !== primary),
      members: members.map(sortedMember),
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
