import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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

/**
 * What is known of a step that was tried more than once: whether its last try ended in order, however, or its worker was lost with it.
 * The row goes with that of `step_faults`.
 */
export const stepLosses = pgTable(
  'step_losses',
  {
    runId: text('run_id').notNull(),
    step: text('step').notNull(),
    subject: text('subject').notNull(),
    /** The step as Temporal has scheduled it; the numbers below are of its tries. */
    activity: text('activity').notNull(),
    begun: integer('begun').notNull().default(0),
    ended: integer('ended').notNull().default(0),
    /** The last that ran alone in its worker. */
    alone: integer('alone').notNull().default(0),
    /** Workers lost since it last came further than `place`. */
    losses: integer('losses').notNull().default(0),
    place: bigint('place', { mode: 'number' }).notNull().default(0),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.step, t.subject] })],
);
