import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from '../columns.ts';

/** What the CRM has told us by itself: ids and a type, each once. What it is about is read from the CRM. */
export const hookEvents = pgTable(
  'hook_events',
  {
    crm: text('crm').notNull(),
    eventId: text('event_id').notNull(),
    org: text('org').notNull(),
    type: text('type').notNull(),
    uids: text('uids').array().notNull(),
    receivedAt: at('received_at').notNull().default(sql`clock_timestamp()`),
    /** When a scan had read what was changed until then; null: not yet. */
    readAt: at('read_at'),
  },
  (t) => [primaryKey({ columns: [t.crm, t.eventId] })],
);
