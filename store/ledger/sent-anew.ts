import { sql } from 'drizzle-orm';

/** For a pair that becomes `sent`: its clock starts, and what was seen of an earlier send counts no more. Its count and evidence are the caller's. */
export const SENT_ANEW = [
  sql`sent_at = clock_timestamp()`,
  sql`gone_at = null`,
  sql`outcome = null`,
  sql`answered = null`,
  sql`quiet_since = null`,
  sql`last_look_at = null`,
  sql`unchanged_since = null`,
];
