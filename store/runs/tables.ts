import { foreignKey, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PlanMember } from '../../contacts/plan.ts';
import { planClusters } from '../schema.ts';
import type { BesideRecords } from './records.ts';

/**
 * What the plan says of each cluster's contacts, for whoever shows one: its body is never read for that. Written with the plan's
 * clusters and erased with them.
 */
export const clusterRecords = pgTable(
  'cluster_records',
  {
    planDigest: text('plan_digest').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** All members, primary included, sorted by id. */
    records: jsonb('records').$type<PlanMember[]>().notNull(),
    /** What else version 2 says of the cluster; null where it says nothing. */
    beside: jsonb('beside').$type<BesideRecords>(),
  },
  (t) => [
    primaryKey({ columns: [t.planDigest, t.clusterId] }),
    foreignKey({
      name: 'cluster_records_cluster',
      columns: [t.planDigest, t.clusterId],
      foreignColumns: [planClusters.planDigest, planClusters.clusterId],
    }).onDelete('cascade'),
  ],
);
