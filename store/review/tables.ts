import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, created } from '../columns.ts';

/** Who looks at a cluster of a run at this moment, so that no two decide it side by side. One that is idle has ended by itself. */
export const reviewClaims = pgTable(
  'review_claims',
  {
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** As decisions name people. */
    by: text('by').notNull(),
    /** The session that has it: one person may have two open. */
    holder: text('holder').notNull(),
    createdAt: created(),
    seenAt: at('seen_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.runId, t.clusterId] })],
);
