import type { Contact } from '../contact.ts';
import type { RejectedRow } from '../csv/rejected-row.ts';
import type { Plan } from '../plan.ts';
import { ContactGroups } from './groups.ts';
import { type PlanClustersOptions, planClusters } from './plan-clusters.ts';
import { planDigest } from './plan-text.ts';

export interface BuildPlanOptions extends Omit<PlanClustersOptions, 'groups'> {
  contacts: Iterable<Contact>;
  rejected: Iterable<RejectedRow>;
}

/** The plan of contacts that are already read. The same contacts in any order give the same bytes. */
export function buildPlan({ contacts, rejected, rules, neverMerge, profile }: BuildPlanOptions): Plan {
  const groups = new ContactGroups(rules.leaveOutEmails);
  for (const contact of contacts) groups.add(contact, 0);
  for (const row of rejected) groups.reject(row);
  const clusters = [...planClusters({ groups, rules, neverMerge, profile })].map(({ cluster }) => cluster);
  const content = { clusters, crm: profile.crm, profile: profile.name };
  return { version: 1, digest: planDigest(content), ...content };
}
