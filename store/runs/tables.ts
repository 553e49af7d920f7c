import { sql } from 'drizzle-orm';
import { bigint, bigserial, foreignKey, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PlanMember } from '../../contacts/plan.ts';
import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';
import { at, created } from '../columns.ts';
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
    index('cluster_records_take_back').on(t.planDigest).where(sql`${t.beside} ? 'takeBack'`),
  ],
);

/**
 * Clusters of a run that a person has decided otherwise than their plan: another primary, some left out, split. Each part is a cluster of its
 * own, in `plan_clusters` too; the one of before never opens. Taken back: `undone_at`.
 */
export const decided = pgTable(
  'decided',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** Which bytes were decided about. */
    clusterDigest: text('cluster_digest').notNull(),
    said: jsonb('said').$type<DecidedSo>().notNull(),
    by: text('by').notNull(),
    because: text('because').notNull(),
    /** Of the lasting decisions, those that it made. */
    lasting: bigint('lasting', { mode: 'number' }).array().notNull(),
    createdAt: created(),
    undoneAt: at('undone_at'),
    undoneBy: text('undone_by'),
  },
  (t) => [index('decided_run').on(t.runId, t.clusterId)],
);

/** The clusters that such a decision made. No other run of the plan has them. */
export const decidedParts = pgTable(
  'decided_parts',
  {
    planDigest: text('plan_digest').notNull(),
    clusterId: text('cluster_id').notNull(),
    decidedId: bigint('decided_id', { mode: 'number' })
      .notNull()
      .references(() => decided.id),
  },
  (t) => [primaryKey({ columns: [t.planDigest, t.clusterId] }), index('decided_parts_of').on(t.decidedId)],
);
