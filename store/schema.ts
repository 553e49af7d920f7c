import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ExternalRefChange } from '../contacts/profiles/profile.ts';
import type { PairAddresses } from '../crm/crm.ts';
import { at, created } from './columns.ts';
import type { Reason, StopBy } from './reasons.ts';
import type {
  BackupRef,
  ConsentRecord,
  ExternalRefState,
  OwnSeen,
  OwnThings,
  PairState,
  Proof,
  RunOptions,
  RunState,
  SetSizes,
  UnwrittenReport,
} from './types.ts';

/** Plans as they were approved: `body` is the canonical JSON that `digest` is the SHA-256 of. */
export const plans = pgTable('plans', {
  digest: text('digest').primaryKey(),
  crm: text('crm').notNull(),
  profile: text('profile').notNull(),
  body: text('body').notNull(),
  createdAt: created(),
});

export const planClusters = pgTable(
  'plan_clusters',
  {
    planDigest: text('plan_digest')
      .notNull()
      .references(() => plans.digest),
    clusterId: text('cluster_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    /** SHA-256 of the cluster's canonical JSON: what a decision is about. */
    digest: text('digest').notNull(),
    decision: text('decision').notNull(),
    strategy: text('strategy').notNull(),
    reason: text('reason').notNull(),
    /** As it is shown: as it was written, in small letters. */
    email: text('email').notNull(),
    /** Contact id to the keys of its own address; of one that has the cluster's there is none. Null: none has another. */
    emailKeys: jsonb('email_keys').$type<Record<string, string[]>>(),
    /** Contact id to when it was changed last as the plan knows it, where something else than an e-mail brought them together. Null: an e-mail did. */
    moments: jsonb('moments').$type<Record<string, string>>(),
    primaryId: text('primary_id').notNull(),
    duplicates: text('duplicates').array().notNull(),
    /** Contact id to the CSV's ticket count. */
    tickets: jsonb('tickets').$type<Record<string, number>>().notNull(),
    /** Contact id to the name that the CSV has, where the decision rests on them. */
    names: jsonb('names').$type<Record<string, string>>().notNull().default({}),
    /** The external reference that the primary takes over; null where it keeps its own. */
    refChange: jsonb('ref_change').$type<ExternalRefChange>(),
  },
  (t) => [primaryKey({ columns: [t.planDigest, t.clusterId] })],
);

/** One execution of a plan. `stop_at` not null means: no merge may be sent. The higher `stop_seq` wins. */
export const runs = pgTable('runs', {
  id: text('id').primaryKey(),
  planDigest: text('plan_digest')
    .notNull()
    .references(() => plans.digest),
  crm: text('crm').notNull(),
  org: text('org').notNull(),
  workflowId: text('workflow_id').notNull(),
  dryRun: boolean('dry_run').notNull(),
  state: text('state').$type<RunState>().notNull().default('open'),
  options: jsonb('options').$type<RunOptions>().notNull(),
  stopAt: at('stop_at'),
  stopReason: text('stop_reason'),
  /** Who stopped it; null where nobody has. */
  stopBy: text('stop_by').$type<StopBy>(),
  /** The reason as data; null where only its text is known. */
  stopWhy: jsonb('stop_why').$type<Reason>(),
  stopSeq: integer('stop_seq').notNull().default(0),
  /** The schema's version when it began; null for one of before. */
  schemaVersion: integer('schema_version'),
  createdAt: created(),
  endedAt: at('ended_at'),
  /** Null while there is nothing to say of it: the run is open, or its report is there. */
  unwrittenReport: jsonb('unwritten_report').$type<UnwrittenReport>(),
});

/** Where each cluster of the plan stands in one run. `token` belongs to the workflow that works on it now. */
export const runClusters = pgTable(
  'run_clusters',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    clusterId: text('cluster_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    state: text('state').notNull(),
    reason: text('reason'),
    /** The reason as data; null where only its text is known: a plan's, or one of before. */
    why: jsonb('why').$type<Reason>(),
    token: uuid('token'),
    /** The run that it is left to. */
    otherRun: text('other_run'),
    canary: boolean('canary').notNull().default(false),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    /** These five as the plan has them, which never changes: by them clusters are counted and looked for without a look at the plan's. */
    strategy: text('strategy'),
    decision: text('decision'),
    /** How many contacts it has. */
    size: integer('size'),
    /** A matching found it. */
    matched: boolean('matched'),
    /** Two of its contacts have other names: whether those contradict each other must be looked at. */
    namesDiffer: boolean('names_differ'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.clusterId] }),
    index('run_clusters_next').on(t.runId, t.state, t.ordinal),
    index('run_clusters_waiting').on(t.runId, t.ordinal, t.clusterId).where(sql`state in ('undecided', 'drifted')`),
  ],
);

/** Who decided what, when, about which bytes. Never updated. */
export const decisions = pgTable(
  'decisions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    runId: text('run_id').notNull(),
    planDigest: text('plan_digest').notNull(),
    clusterId: text('cluster_id').notNull(),
    clusterDigest: text('cluster_digest').notNull(),
    choice: text('choice').notNull(),
    by: text('by').notNull(),
    /** `signal`: one without a code, which holds for its run alone. Null in decisions of before. */
    through: text('through').$type<'script' | 'page' | 'code' | 'signal'>(),
    createdAt: created(),
  },
  (t) => [index('decisions_run').on(t.runId, t.clusterId)],
);

/** The ledger: one row per pair and mode, shared by all runs. */
export const pairs = pgTable(
  'pairs',
  {
    /** `real` or `dry`: a dry run never touches a real pair's row. */
    mode: text('mode').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    clusterId: text('cluster_id').notNull(),
    primaryId: text('primary_id').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    state: text('state').$type<PairState>().notNull(),
    reason: text('reason'),
    /** The reason as data. */
    why: jsonb('why').$type<Reason>(),
    /** The attempt that may write. `seq` grows with every activity attempt under the same token. */
    token: uuid('token'),
    seq: integer('seq').notNull().default(0),
    runId: text('run_id').notNull(),
    sends: integer('sends').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    late: integer('late').notNull().default(0),
    /** How the last POST ended: `answered 200`, `unknown timeout`, … */
    outcome: text('outcome'),
    /** The HTTP status that it was answered with; null where it was not answered. */
    answered: integer('answered'),
    sentAt: at('sent_at'),
    goneAt: at('gone_at'),
    /** What the pair is judged by: both readings, frozen with `sent`. `ledger/evidence.ts` has its shape. Null in pairs of before. */
    evidence: jsonb('evidence'),
    /** The first complete look after `sent`, or after a gap without one: the quiet period's beginning. */
    quietSince: at('quiet_since'),
    lastLookAt: at('last_look_at'),
    /** The first complete look after the quiet period that found both contacts as they were. */
    unchangedSince: at('unchanged_since'),
    doneAt: at('done_at'),
    /** How completion was proven. */
    proof: text('proof').$type<Proof>(),
    backups: jsonb('backups').$type<BackupRef[]>().notNull().default([]),
    /** By relation that follows a merge. Absent where it was not read of both: by an older version. */
    relationsBefore: jsonb('relations_before').$type<Record<string, SetSizes>>(),
    /** Of the primary. */
    relationsAfter: jsonb('relations_after').$type<Record<string, number>>(),
    /** Of what hung on the duplicate itself. Null in pairs of before, and until it is done. */
    ownAfter: jsonb('own_after').$type<Record<string, OwnSeen>>(),
    /** The backup of what was read when it became done, by digest. Null in pairs of before, and where we merged nothing. */
    afterImage: text('after_image'),
    /** Null while, or where, consent is not checked. */
    consent: jsonb('consent').$type<ConsentRecord>(),
    /** By what each of the two is asked for, and nobody else: frozen before anything is written. Null where a CRM takes ids. */
    addresses: jsonb('addresses').$type<PairAddresses>(),
    createdAt: created(),
    updatedAt: at('updated_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.mode, t.crm, t.org, t.clusterId, t.primaryId, t.duplicateId] }),
    index('pairs_run').on(t.runId),
    // Every cluster that opens asks for these, and they are few.
    index('pairs_settled_apart').on(t.crm, t.org, t.duplicateId).where(sql`state = 'settled-apart'`),
  ],
);

/** The journal: every transition, in order, for ever. */
export const pairEvents = pgTable(
  'pair_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    mode: text('mode').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    clusterId: text('cluster_id').notNull(),
    primaryId: text('primary_id').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    runId: text('run_id').notNull(),
    fromState: text('from_state'),
    toState: text('to_state').notNull(),
    detail: text('detail'),
    /** The reason as data, where the pair was put down for one. */
    why: jsonb('why').$type<Reason>(),
    createdAt: created(),
  },
  (t) => [
    foreignKey({
      columns: [t.mode, t.crm, t.org, t.clusterId, t.primaryId, t.duplicateId],
      foreignColumns: [pairs.mode, pairs.crm, pairs.org, pairs.clusterId, pairs.primaryId, pairs.duplicateId],
    }),
    index('pair_events_pair').on(t.crm, t.org, t.clusterId, t.primaryId, t.duplicateId),
  ],
);

/** The ledger of external references: one row per cluster and mode whose primary takes one over, shared by all runs. */
export const refChanges = pgTable(
  'ref_changes',
  {
    mode: text('mode').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    clusterId: text('cluster_id').notNull(),
    primaryId: text('primary_id').notNull(),
    /** The duplicate whose reference it is. */
    fromId: text('from_id').notNull(),
    oldRef: text('old_ref').notNull(),
    newRef: text('new_ref').notNull(),
    state: text('state').$type<ExternalRefState>().notNull().default('planned'),
    reason: text('reason'),
    /** The reason as data. */
    why: jsonb('why').$type<Reason>(),
    /** The attempt that may write, as for a pair. */
    token: uuid('token').notNull(),
    seq: integer('seq').notNull().default(0),
    runId: text('run_id').notNull(),
    /** Writes that may have reached the CRM. */
    sends: integer('sends').notNull().default(0),
    createdAt: created(),
    sentAt: at('sent_at'),
    doneAt: at('done_at'),
    updatedAt: at('updated_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.mode, t.crm, t.org, t.clusterId, t.primaryId] }),
    index('ref_changes_run').on(t.runId),
  ],
);

/** One row per contact of a pair between intent and done: the primary key is the lock. */
export const locks = pgTable(
  'locks',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    contactId: text('contact_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    /** Empty where a lock of before forgot it and several pairs may own it: then none of them may take it. */
    primaryId: text('primary_id').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    /** The undo of that pair which holds it; null: the merge does. */
    undoId: text('undo_id'),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.contactId] })],
);

/** One row per duplicate, ever: no contact is merged away twice. */
export const consumed = pgTable(
  'consumed',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    duplicateId: text('duplicate_id').notNull(),
    primaryId: text('primary_id').notNull(),
    runId: text('run_id').notNull(),
    /** Nothing proves it: a person said so. */
    byPerson: boolean('by_person').notNull().default(false),
    /** The undo that took the merge back; the contact itself stays consumed for ever. */
    undoId: text('undo_id'),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.duplicateId] }), index('consumed_by').on(t.crm, t.org, t.primaryId)],
);

/** Old id to surviving id, in both spellings, for systems that still hold the old one. */
export const redirects = pgTable(
  'redirects',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    oldId: text('old_id').notNull(),
    newId: text('new_id').notNull(),
    oldFullId: text('old_full_id').notNull(),
    newFullId: text('new_full_id').notNull(),
    runId: text('run_id').notNull(),
    /** As of `consumed`. */
    byPerson: boolean('by_person').notNull().default(false),
    /** Where it led before the merge was taken back: since then it leads to the contact that is back. */
    formerId: text('former_id'),
    formerFullId: text('former_full_id'),
    undoId: text('undo_id'),
    undoneAt: at('undone_at'),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.oldId] })],
);

/** The last accepted reading of a contact within a cluster: what `fresh` compares with. */
export const readings = pgTable(
  'readings',
  {
    mode: text('mode').notNull(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    clusterId: text('cluster_id').notNull(),
    contactId: text('contact_id').notNull(),
    fullId: text('full_id').notNull(),
    email: text('email').notNull(),
    /** Null in readings of before we kept it. */
    name: text('name'),
    state: text('state').notNull(),
    isVerified: boolean('is_verified'),
    /** Null in readings of before we kept it. */
    externalRef: text('external_ref'),
    /** SHA-256 of the contact's fields without the dates and names of its last change. */
    fieldsDigest: text('fields_digest').notNull(),
    /** Null in readings of before we kept it. */
    modifiedAt: text('modified_at'),
    /** By the connector's name for it, e.g. `reported`: ids. Absent where it was not read. */
    relations: jsonb('relations').$type<Record<string, string[]>>().notNull().default({}),
    /** What hangs on the contact itself; empty where it was not read. */
    own: jsonb('own').$type<OwnThings>().notNull().default({}),
    readAt: at('read_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.mode, t.crm, t.org, t.clusterId, t.contactId] })],
);
