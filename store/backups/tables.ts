import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { created } from '../columns.ts';

/** Backups of one run. `folder` is relative to the backup folder and holds an e-mail: it stays out of histories and logs. */
export const backups = pgTable(
  'backups',
  {
    runId: text('run_id').notNull(),
    clusterId: text('cluster_id').notNull(),
    contactId: text('contact_id').notNull(),
    part: integer('part').notNull(),
    folder: text('folder').notNull(),
    /** SHA-256 of `verification.json`; null until the folder is complete. */
    digest: text('digest'),
    /** How many are in it, by the plural that the connector calls them by, e.g. `tickets`. */
    things: jsonb('things').$type<Record<string, number>>().notNull().default({}),
    /** Entries in it that only some people may see; null where they were not counted. */
    privateMessages: integer('private_messages'),
    /** The attempt that may write into this folder's part. */
    attempt: uuid('attempt').notNull(),
    /** What stood after a merge: the duplicate that the contact had taken in. Null in the backups that a merge needs. */
    afterMergeOf: text('after_merge_of'),
    createdAt: created(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.clusterId, t.contactId, t.part] }), index('backups_digest').on(t.digest)],
);
