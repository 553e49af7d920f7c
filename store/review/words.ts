import { type SQL, sql } from 'drizzle-orm';
import type { Run } from '../runs/runs.ts';

/**
 * The condition for it, on `run_clusters c`. Asked as a whole and once, not for each cluster again: by the index `plan_clusters_words` where the
 * database has trigrams (`pg_trgm`), and by reading all rows of the plan where it has not. The keys of `tickets` are the contacts' ids.
 */
export function hasWords({ planDigest }: Pick<Run, 'planDigest'>, words: string): SQL {
  const text = words.trim();
  const part = `%${text.replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`;
  const found = [
    sql`select w.cluster_id from plan_clusters w where w.plan_digest = ${planDigest}
      and (w.email ilike ${part} or w.names::text ilike ${part} or w.tickets ? ${text})`,
  ];
  const start = text.toLowerCase();
  if (/^[0-9a-f]{1,32}$/.test(start)) {
    found.push(sql`select w.cluster_id from plan_clusters w
      where w.plan_digest = ${planDigest} and w.cluster_id between ${start} and ${`${start}g`} and starts_with(w.cluster_id, ${start})`);
  }
  return sql`(c.cluster_id in (${sql.join(found, sql` union all `)})) is true`;
}
