import { bigserial, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, created } from '../columns.ts';
import type { DoubtKind, SeenOfPerson } from '../types.ts';

/**
 * What a run found that may mean two people, where only a person can say so. Approving the cluster approves just what is shown
 * here: `digest` covers it. No folder, history or log has it.
 */
export const doubts = pgTable(
  'doubts',
  {
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** Of the pair that waits for it. */
    duplicateId: text('duplicate_id').notNull(),
    digest: text('digest').notNull(),
    /** Whose word counts where: a dry run's for dry runs. */
    mode: text('mode').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    kind: text('kind').$type<DoubtKind>().notNull(),
    seen: jsonb('seen').$type<SeenOfPerson[]>().notNull(),
    createdAt: created(),
    approvedBy: text('approved_by'),
    approvedAt: at('approved_at'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.clusterId, t.duplicateId, t.digest] }),
    index('doubts_approved').on(t.crm, t.org, t.digest),
  ],
);

/** A person's word on a pair that nothing can prove, and why. It counts from `settled_at` on. */
export const settlements = pgTable('settlements', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  crm: text('crm').notNull(),
  org: text('org').notNull(),
  clusterId: text('cluster_id').notNull(),
  primaryId: text('primary_id').notNull(),
  duplicateId: text('duplicate_id').notNull(),
  word: text('word').notNull(),
  by: text('by').notNull(),
  because: text('because').notNull(),
  /** Of what the person was shown. */
  digest: text('digest').notNull(),
  createdAt: created(),
  settledAt: at('settled_at'),
});

/** A person's word on a held pair. */
/** Contacts that were merged and are alive again, once for each run that has seen it. */
export const restoredSightings = pgTable(
  'restored_sightings',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    /** The number that it shares, as it is compared. */
    key: text('key').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    runId: text('run_id').notNull(),
    seenAt: created(),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.duplicateId, t.key, t.runId] })],
);

export const resolutions = pgTable('resolutions', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  crm: text('crm').notNull(),
  org: text('org').notNull(),
  clusterId: text('cluster_id').notNull(),
  /** Null in words of before, where several pairs may be meant. */
  primaryId: text('primary_id'),
  duplicateId: text('duplicate_id').notNull(),
  resolution: text('resolution').notNull(),
  by: text('by').notNull(),
  createdAt: created(),
});
