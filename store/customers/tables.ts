import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from '../columns.ts';

/** Uploads that are done, under the key that their sender gave them, so that none is done twice. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** `POST /api/v1/customers` */
    route: text('route').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of what was sent. */
    digest: text('digest').notNull(),
    status: integer('status').notNull(),
    answer: text('answer').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.route, t.key] }), index('idempotency_keys_expiry').on(t.expiresAt)],
);

/** What the customers API was given. Nothing is unique but `id`: the same record may come twice. */
export const customers = pgTable('customers', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  customerId: bigint('customer_id', { mode: 'bigint' }).notNull(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  source: text('source').notNull(),
  phone: text('phone'),
  /** What `?by=email` compares. */
  emailKey: text('email_key').notNull(),
  /** The phone in E.164; null where there is none, or none that is a number. */
  phoneKey: text('phone_key'),
  /** What decided that it is this number: see `phoneVersion`. Null where there is none, and in records of before it was kept. */
  phoneVersion: text('phone_version'),
  createdAt: at('created_at').notNull().default(sql`now()`),
  updatedAt: at('updated_at').notNull().default(sql`now()`),
});
