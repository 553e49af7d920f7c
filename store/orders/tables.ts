import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, created } from '../columns.ts';
import type { Timing } from './timing.ts';

/** What a run's workflow is to do beside the run's options. Runs of before have it in their workflow's input, and no row until they are asked. */
export const runOrders = pgTable('run_orders', {
  runId: text('run_id').primaryKey(),
  /** Null in runs of before. */
  timing: jsonb('timing').$type<Timing>(),
  pageSize: integer('page_size'),
  /** For tests. */
  pagesPerExecution: integer('pages_per_execution'),
  /** The first execution of the run's own workflow: another one that has its id is refused. */
  firstExecution: text('first_execution'),
});

/** Clusters that the run's own workflow was given to start: no other workflow may begin one. */
export const handedOut = pgTable(
  'handed_out',
  {
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** The execution that asked for it last. */
    execution: text('execution').notNull(),
    handedAt: at('handed_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.runId, t.clusterId] })],
);

/** A person's word on a pair, before its workflow starts: that one names the row and nothing more. */
export const orders = pgTable(
  'orders',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    workflowId: text('workflow_id').notNull(),
    mode: text('mode').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    clusterId: text('cluster_id').notNull(),
    primaryId: text('primary_id').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    word: text('word').notNull(),
    by: text('by').notNull(),
    /** Of a settlement: the row in `settlements`, and the digest of what the person was shown. */
    settlement: bigint('settlement', { mode: 'number' }),
    digest: text('digest'),
    timing: jsonb('timing').$type<Timing>().notNull(),
    createdAt: created(),
    /** The first execution of the workflow that carries it out: it counts once. */
    takenBy: text('taken_by'),
    takenAt: at('taken_at'),
    /** Its workflow did not start, or a newer word took its place. */
    withdrawnAt: at('withdrawn_at'),
  },
  (t) => [index('orders_workflow').on(t.workflowId)],
);

/** What a scan's workflow is to do: that one names the row and nothing more. */
export const scanOrders = pgTable(
  'scan_orders',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    workflowId: text('workflow_id').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    isFull: boolean('is_full').notNull(),
    /** Countries of places whose address has none. */
    regions: jsonb('regions').$type<[uid: string, country: string][]>().notNull(),
    /** Of all other places. */
    region: text('region'),
    timing: jsonb('timing').$type<Timing>().notNull(),
    createdAt: created(),
    /** The first execution of the workflow that carries it out: it counts once. */
    takenBy: text('taken_by'),
  },
  (t) => [index('scan_orders_workflow').on(t.workflowId)],
);

/** What lets one signal from elsewhere approve or resume: of the code itself only its SHA-256 is here. */
export const approvalCodes = pgTable(
  'approval_codes',
  {
    digest: text('digest').primaryKey(),
    runId: text('run_id').notNull(),
    createdAt: created(),
    expiresAt: at('expires_at').notNull(),
    spentAt: at('spent_at'),
    /** The step that took it, of which execution: a second try of it is answered the same. */
    spentBy: text('spent_by'),
    /** What that step answered. */
    answer: integer('answer'),
  },
  (t) => [index('approval_codes_run').on(t.runId)],
);

/** Signals that wanted what takes a code and had none that counts. */
export const untrustedSignals = pgTable(
  'untrusted_signals',
  {
    runId: text('run_id').notNull(),
    signal: text('signal').notNull(),
    /** `none`, `unknown`, `spent` or `expired`: what was wrong with its code. */
    problem: text('problem').notNull(),
    times: integer('times').notNull().default(1),
    lastAt: at('last_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.runId, t.signal, t.problem] })],
);

/** One row: a person's word to all runs at once. Whatever is sent asks it together with its run's. */
export const everything = pgTable(
  'everything',
  {
    only: boolean('only').primaryKey().default(true),
    /** Grows with every word. */
    seq: integer('seq').notNull().default(0),
    stopAt: at('stop_at'),
    by: text('by'),
  },
  (t) => [check('everything_one_row', sql`${t.only}`)],
);
