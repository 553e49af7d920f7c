import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ShownValues } from '../../contacts/undo/shown-values.ts';
import type { UndoKeep, UndoPlan } from '../../contacts/undo/undo-plan.ts';
import { at, created } from '../columns.ts';
import type { Timing } from '../orders/timing.ts';
import type { Reason, StopBy } from '../reasons.ts';
import type { UndoFrozen, UndoPairState, UndoResult, UndoRunState } from './types.ts';

/** A person's order to take merges back, or to look at how: its workflow names the row and nothing more. */
export const undos = pgTable(
  'undos',
  {
    /** `undo-<run>-<number>`. */
    id: text('id').primaryKey(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    /** Whose merges. */
    runId: text('run_id').notNull(),
    /** Null: all of the run's clusters. */
    clusterId: text('cluster_id'),
    /** Null: all of the cluster's pairs. */
    duplicateId: text('duplicate_id'),
    workflowId: text('workflow_id').notNull(),
    /** Reads, and writes nothing but what it has found. */
    preview: boolean('preview').notNull(),
    keep: text('keep').$type<UndoKeep>(),
    /** Takes tickets from the present holder, where the survivor was merged away itself. */
    through: boolean('through').notNull().default(false),
    by: text('by').notNull(),
    /** Of what the person was shown; of a preview, what it came to. */
    digest: text('digest'),
    state: text('state').$type<UndoRunState>().notNull().default('open'),
    timing: jsonb('timing').$type<Timing>().notNull(),
    /** The first execution of its workflow: it counts once. */
    takenBy: text('taken_by'),
    stopAt: at('stop_at'),
    stopReason: text('stop_reason'),
    stopBy: text('stop_by').$type<StopBy>(),
    stopWhy: jsonb('stop_why').$type<Reason>(),
    stopSeq: integer('stop_seq').notNull().default(0),
    createdAt: created(),
    endedAt: at('ended_at'),
  },
  (t) => [
    uniqueIndex('undos_one_open').on(t.crm, t.org).where(sql`state = 'open' and not preview`),
    index('undos_run').on(t.runId),
  ],
);

/** Where each pair of an undo stands; the newest merge is the first. `token` and `seq` as of `pairs`. */
export const undoPairs = pgTable(
  'undo_pairs',
  {
    undoId: text('undo_id')
      .notNull()
      .references(() => undos.id),
    ordinal: integer('ordinal').notNull(),
    clusterId: text('cluster_id').notNull(),
    primaryId: text('primary_id').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    state: text('state').$type<UndoPairState>().notNull().default('planned'),
    why: jsonb('why').$type<Reason>(),
    token: uuid('token'),
    seq: integer('seq').notNull().default(0),
    /** The first external reference of the contact that is created: by it an answer that was lost is found. */
    marker: text('marker').notNull(),
    /** Creates that may have reached the CRM: two at most. */
    creates: integer('creates').notNull().default(0),
    outcome: text('outcome'),
    /** The HTTP status that the last create was answered with. */
    answered: integer('answered'),
    creatingAt: at('creating_at'),
    /** The first complete look without the marker, and the last. */
    quietSince: at('quiet_since'),
    lastLookAt: at('last_look_at'),
    /** The first complete look after the quiet period that did not find it. */
    absentSince: at('absent_since'),
    /** Under which id the contact is back. */
    newId: text('new_id'),
    newFullId: text('new_full_id'),
    plan: jsonb('plan').$type<UndoPlan>(),
    planDigest: text('plan_digest'),
    /** The values behind the plan, for the person who is shown it: contact data. */
    shown: jsonb('shown').$type<ShownValues>(),
    /** What is written, as it was decided: contact data. */
    frozen: jsonb('frozen').$type<UndoFrozen>(),
    result: jsonb('result').$type<UndoResult>(),
    updatedAt: at('updated_at').notNull().default(sql`clock_timestamp()`),
    doneAt: at('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.undoId, t.clusterId, t.primaryId, t.duplicateId] }),
    index('undo_pairs_next').on(t.undoId, t.state, t.ordinal),
  ],
);

/** The journal of undoing: every transition, in order, for ever. */
export const undoEvents = pgTable(
  'undo_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    undoId: text('undo_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    primaryId: text('primary_id').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    fromState: text('from_state'),
    toState: text('to_state').notNull(),
    detail: text('detail'),
    why: jsonb('why').$type<Reason>(),
    createdAt: created(),
  },
  (t) => [index('undo_events_pair').on(t.undoId, t.clusterId, t.duplicateId)],
);
