import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { StoredRegions } from '../base/stored-regions.ts';
import { at, created } from '../columns.ts';
import type { Timing } from '../orders/timing.ts';
import type { NoticeEvent } from './notice-event.ts';

/** What somebody outside is to be told: written in the transaction in which it became so. Ids of runs, codes and numbers, no contact's data. */
export const notices = pgTable(
  'notices',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** What it is about: that is told once. Null: it is over, and would be told anew. */
    key: text('key').unique(),
    event: text('event').$type<NoticeEvent>().notNull(),
    runId: text('run_id'),
    /** What differs from event to event. */
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: created(),
    tries: integer('tries').notNull().default(0),
    nextTryAt: at('next_try_at').notNull().default(sql`clock_timestamp()`),
    sentAt: at('sent_at'),
    givenUpAt: at('given_up_at'),
    /** A code: why the last try failed. */
    failure: text('failure'),
  },
  (t) => [index('notices_due').on(t.nextTryAt).where(sql`sent_at is null and given_up_at is null`)],
);

/** When a profile's contacts of an organization were looked through and nothing was to be merged: no run tells it. */
export const quietNights = pgTable(
  'quiet_nights',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    profile: text('profile').notNull(),
    lastAt: at('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org, t.profile] })],
);

/** What is done every night, and on whose word: all that a triggered workflow goes by. */
export const schedules = pgTable('schedules', {
  name: text('name').primaryKey(),
  crm: text('crm').notNull(),
  org: text('org').notNull(),
  /** `02:00`, by the clock of `tz`. */
  at: text('at').notNull(),
  tz: text('tz').notNull(),
  approve: text('approve').$type<'none' | 'auto'>().notNull(),
  by: text('by').notNull(),
  regions: jsonb('regions').$type<Pick<StoredRegions, 'regions' | 'region'>>().notNull(),
  timing: jsonb('timing').$type<Timing>().notNull(),
  /** In hundredths, the least that merges without a person; null: as in every plan where nobody says. */
  threshold: integer('threshold'),
  crossLocation: text('cross_location').$type<'review' | 'auto_merge'>().notNull().default('review'),
  /** While it is set no night begins, whoever triggers it. */
  pausedAt: at('paused_at'),
  pausedBy: text('paused_by'),
  createdAt: created(),
});
