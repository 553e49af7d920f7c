import { sql } from 'drizzle-orm';
import { timestamp } from 'drizzle-orm/pg-core';

/** A moment, as Postgres keeps it. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** When the row was written, to the moment and not to its transaction's beginning. */
export const created = () => at('created_at').notNull().default(sql`clock_timestamp()`);
