import { bigint, bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AuditEvent } from '../../contacts/base/shown/audit-line.ts';
import { at } from '../columns.ts';

/**
 * What became of the clusters of a contact base, kept with the state that says so: the outbox of `audit.ndjson`. No phone is in it; the
 * line gets it when it is written.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** As the line has it. */
    eventId: text('event_id').notNull().unique(),
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    event: text('event').$type<AuditEvent>().notNull(),
    /** In which state the cluster was left. */
    state: text('state').notNull(),
    error: text('error'),
    /** How often this run has left the cluster, this time included. */
    attempts: integer('attempts').notNull(),
    durationMs: integer('duration_ms').notNull(),
    happenedAt: at('happened_at').notNull(),
    /** Null until the line is on the disk. */
    writtenAt: at('written_at'),
  },
  (t) => [index('audit_events_run').on(t.runId, t.clusterId), index('audit_events_unwritten').on(t.runId, t.writtenAt)],
);

/** How far each run's file is known to be written, in bytes. The row is the lock of whoever appends. */
export const auditFiles = pgTable('audit_files', {
  runId: text('run_id').primaryKey(),
  bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
});
