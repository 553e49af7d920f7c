import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from '../columns.ts';

/** How often a step failed for its own contact or input, in one run. The row goes when the step succeeds, or is given up. */
export const stepFaults = pgTable(
  'step_faults',
  {
    runId: text('run_id').notNull(),
    step: text('step').notNull(),
    /** What it is about: a contact, or a pair. */
    subject: text('subject').notNull(),
    faults: integer('faults').notNull().default(0),
    /** Type and code of the last one. */
    failure: text('failure').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.step, t.subject] })],
);
