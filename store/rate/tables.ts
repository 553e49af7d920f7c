import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at } from '../columns.ts';

/** One row per API token (by hash), and one per user that the CRM has said one to be of. */
export const rateBudgets = pgTable('rate_budgets', {
  /** Of a user, or of a token whose user is not known: a hash. */
  key: text('key').primaryKey(),
  /** The CRM and its address; null for a token that is counted alone. */
  scope: text('scope'),
  /** The user's key; its own where it is one, null while nobody knows. */
  owner: text('owner'),
  /** Whose contacts the token reaches, as the CRM has said; null while nobody has asked, and in a user's row. */
  org: text('org'),
  /** Until then the calls that become free are kept for this reservation. */
  savedUntil: at('saved_until'),
  savedFor: uuid('saved_for'),
  /** Whether that one stands behind those of runs: they do not wait for it. */
  savedBehind: boolean('saved_behind'),
});

/** Until when nobody may call with a token, nor with another of its user, because the CRM said 429. */
export const rateWaits = pgTable('rate_waits', {
  key: text('key').primaryKey(),
  until: at('until').notNull(),
});

/** Calls made (`expires_at` null) or reserved (until `expires_at`) in the window. */
export const rateCalls = pgTable(
  'rate_calls',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    key: text('key').notNull(),
    at: at('at').notNull().default(sql`clock_timestamp()`),
    reservation: uuid('reservation'),
    expiresAt: at('expires_at'),
  },
  (t) => [index('rate_calls_window').on(t.key, t.at), index('rate_calls_reservation').on(t.reservation)],
);
