import { type SQL, sql } from 'drizzle-orm';

/** Of a cluster `c` of a run: whether the run has taken it on, or will. All others of the plan are left: blocked, refused, undecided. */
export const WAS_ASKED: SQL = sql`(c.started_at is not null or c.state not in ('undecided', 'rejected', 'later', 'blocked', 'in-other-run', 'replaced'))`;
