import { sql } from 'drizzle-orm';
import { bigint, bigserial, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, created } from '../columns.ts';

/** What a person has said of people, whatever run they were in. Never deleted: one that is taken back is forgotten. */
export const lastingDecisions = pgTable(
  'lasting_decisions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    /** `apart`: no two of the members are one person. */
    kind: text('kind').$type<'apart'>().notNull(),
    /** Contact ids, sorted. */
    members: text('members').array().notNull(),
    /** As a cluster's id: 32 hex of the SHA-256 of the members. */
    people: text('people').notNull(),
    by: text('by').notNull(),
    because: text('because'),
    through: text('through').$type<'script' | 'code' | 'page' | 'review' | 'undo'>().notNull(),
    /** Where it was said; null outside a run. */
    runId: text('run_id'),
    createdAt: created(),
    forgottenAt: at('forgotten_at'),
    forgottenBy: text('forgotten_by'),
  },
  (t) => [uniqueIndex('lasting_decisions_stand').on(t.crm, t.org, t.kind, t.people).where(sql`forgotten_at is null`)],
);

/** By which a contact's decisions are found. */
export const lastingMembers = pgTable(
  'lasting_members',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    contactId: text('contact_id').notNull(),
    decisionId: bigint('decision_id', { mode: 'number' })
      .notNull()
      .references(() => lastingDecisions.id),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.contactId, t.decisionId] })],
);

/** Clusters of a run that would unite people whom a person keeps apart: none of them is approved as a whole. */
export const runRefusals = pgTable(
  'run_refusals',
  {
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** 0: the plan itself says so, by the list of those who are never merged. */
    decisionId: bigint('decision_id', { mode: 'number' }).notNull(),
    /** Members of the cluster that are kept apart. */
    contacts: text('contacts').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.clusterId, t.decisionId] }),
    index('run_refusals_decision').on(t.decisionId),
  ],
);

/** What of the lasting decisions a run began with. */
export const runOverlays = pgTable('run_overlays', {
  runId: text('run_id').primaryKey(),
  /** SHA-256 of the decisions that stood: their ids and people. */
  digest: text('digest').notNull(),
  decisions: integer('decisions').notNull(),
  /** Clusters of the plan that they keep from being approved. */
  clusters: integer('clusters').notNull(),
  createdAt: created(),
});
