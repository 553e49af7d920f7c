import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, created } from '../columns.ts';

/** Which database this is: one row. Beside the id stands what a dump does not carry, so that a copy is noticed. */
export const storeIdentity = pgTable(
  'store_identity',
  {
    only: boolean('only').primaryKey().default(true),
    id: uuid('id').notNull(),
    /** Of the server, made when its data folder was; null where our role may not ask for it. */
    system: text('system'),
    /** The database's number on that server. */
    database: text('database').notNull(),
    /** The one place of its backups; null until a worker has begun. */
    backupStore: uuid('backup_store'),
    /** Where that was when it was first used, for people. */
    backupPlace: text('backup_place'),
    createdAt: created(),
  },
  (t) => [check('store_identity_one_row', sql`${t.only}`)],
);

/** Workers that are up: each renews its row, and one that is not renewed counts no more. */
export const workers = pgTable('workers', {
  id: uuid('id').primaryKey(),
  /** What its queues' names begin with. */
  queue: text('queue').notNull(),
  /** Whose contacts its tokens reach: those of which a CRM has said so. */
  organizations: jsonb('organizations').$type<{ crm: string; org: string }[]>().notNull(),
  backupStore: uuid('backup_store').notNull(),
  version: text('version').notNull(),
  /** Of the database's schema, as its program knows it; null for one of before. */
  schemaVersion: integer('schema_version'),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  startedAt: at('started_at').notNull().default(sql`clock_timestamp()`),
  seenAt: at('seen_at').notNull().default(sql`clock_timestamp()`),
});

/** Runs whose workflows went on after an older copy of the database was put back, which a person has accepted as lost. */
export const forgottenRuns = pgTable('forgotten_runs', {
  runId: text('run_id').primaryKey(),
  createdAt: created(),
});
