import type { Contact } from '../contact.ts';
import type { RejectedRow } from '../csv/rejected-row.ts';
import type { Plan } from '../plan.ts';
import { ContactRows } from './contact-rows.ts';
import { groupByEmail } from './group-by-email.ts';
import { type PlanClustersOptions, planClusters } from './plan-clusters.ts';
import { withDigest } from './plan-text.ts';

export interface BuildPlanOptions extends Omit<PlanClustersOptions, 'read'> {
  contacts: Iterable<Contact>;
  rejected: Iterable<RejectedRow>;
}

/** The plan of contacts that are already read. The same contacts in any order give the same bytes. */
export function buildPlan({ contacts, rejected, rules, neverMerge, profile }: BuildPlanOptions): Plan {
  const read = new ContactRows({ leaveOutEmails: rules.leaveOutEmails, grouping: groupByEmail() });
  for (const contact of contacts) read.add(contact, 0);
  for (const row of rejected) read.reject(row);
  const clusters = [...planClusters({ read, rules, neverMerge, profile })].map(({ cluster }) => cluster);
  return withDigest({ clusters, crm: profile.crm, profile: profile.name });
}
