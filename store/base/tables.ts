import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { BaseContact } from '../../contacts/base/base-contact.ts';
import { at } from '../columns.ts';
import type { ChangedKeys } from './changed-keys.ts';
import type { StoredRegions } from './stored-regions.ts';

/** Readings of a whole contact base, or of what was changed in it since the last one. */
export const baseScans = pgTable(
  'base_scans',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    /** Who reads: another one that comes takes over, and what this one still writes is refused. */
    token: text('token').notNull(),
    /** Of all contacts. Else of those that were changed since `since`. */
    isFull: boolean('is_full').notNull(),
    state: text('state').$type<'open' | 'complete' | 'cancelled'>().notNull(),
    /** Whose contacts these are: its own in a full one; in another one, once complete, of the full one that it brings up to date. */
    holder: bigint('holder', { mode: 'number' }).notNull(),
    /** `list`: all contacts. `changes`: what was changed meanwhile, or since. `read`: nothing is left to be asked for. */
    phase: text('phase').$type<'list' | 'changes' | 'read'>().notNull(),
    since: at('since'),
    /** Of the next page; null at the beginning of a list. */
    cursor: text('cursor'),
    pages: integer('pages').notNull().default(0),
    contacts: integer('contacts').notNull().default(0),
    /** Once complete: how many contacts are in force, and how many of them have a number that one before them has. Null: of a version of before. */
    inForce: integer('in_force'),
    duplicates: integer('duplicates'),
    /** Contacts that nothing can be planned with: uids and codes, the first few. */
    rejected: integer('rejected').notNull().default(0),
    rejectedFirst: jsonb('rejected_first').$type<{ uid: string; reason: string }[]>().notNull().default([]),
    regions: jsonb('regions').$type<StoredRegions>().notNull(),
    /** Numbers of the same contacts that the one before had read otherwise, by another library or region; null where it had not. */
    changedKeys: jsonb('changed_keys').$type<ChangedKeys>(),
    /** When a cluster was approved in a run that shows them. */
    changedKeysSeenAt: at('changed_keys_seen_at'),
    startedAt: at('started_at').notNull().default(sql`clock_timestamp()`),
    endedAt: at('ended_at'),
  },
  (t) => [
    uniqueIndex('base_scans_one_open').on(t.crm, t.org).where(sql`state = 'open'`),
    index('base_scans_ended').on(t.crm, t.org, t.endedAt),
  ],
);

/** Contacts as a scan has seen them. */
export const baseContacts = pgTable(
  'base_contacts',
  {
    scan: bigint('scan', { mode: 'number' }).notNull(),
    uid: text('uid').notNull(),
    /** The CRM's time of the last change, as an instant of one length. */
    updatedAt: text('updated_at').notNull(),
    fieldCount: integer('field_count').notNull(),
    /** Codes of its phones that are no key; null where there is none. */
    faults: text('faults').array(),
    /** What the contact may be asked for by and may be its own, as it is compared. Null where it was kept by a version of before. */
    addresses: text('addresses').array(),
    /** All of it, as JSON of `BaseContact`. */
    body: text('body').$type<string & { of?: BaseContact }>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scan, t.uid] })],
);

/** One row per contact and number. */
export const baseKeys = pgTable(
  'base_keys',
  {
    scan: bigint('scan', { mode: 'number' }).notNull(),
    uid: text('uid').notNull(),
    key: text('key').notNull(),
    type: text('type'),
    /** Uids of the contact's places, with a blank between. */
    locations: text('locations').notNull(),
    /** What decided that it is this number: see `phoneVersion`. */
    version: text('version').notNull(),
  },
  (t) => [primaryKey({ columns: [t.scan, t.uid, t.key] })],
);

/** Contacts that a complete scan of all did not find any more. One that comes back is none. */
export const baseTombstones = pgTable(
  'base_tombstones',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    uid: text('uid').notNull(),
    goneAt: at('gone_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.uid] })],
);
