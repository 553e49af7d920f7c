import { type SQL, sql } from 'drizzle-orm';
import { HAS_OPEN_DOUBT } from '../ledger/doubts.ts';

/**
 * Which clusters a decision is about. `all` means every `auto` cluster; `review` ones, and those that went back to review, are named
 * one by one or by strategy.
 */
export type Selection = { all: true } | { strategy: string } | { clusters: string[] };

/** The rules' decision about a cluster; `review` where its contacts made it so. */
export const DECISION: SQL = sql`case when p.decision = 'auto' and ${HAS_OPEN_DOUBT} then 'review' else p.decision end`;

/** The condition for it, on `run_clusters c` joined with `plan_clusters p`. */
export function isChosen(selection: Selection): SQL {
  if ('clusters' in selection) return isAmong(sql`c.cluster_id`, selection.clusters);
  if ('strategy' in selection) return sql`p.strategy = ${selection.strategy}`;
  return sql`p.decision = 'auto' and not ${HAS_OPEN_DOUBT}`;
}

/**
 * Of however many ids, as one parameter. Not by the index (`|| ''`): Postgres looks each id up in a hash instead, where it would go through all
 * of them for every row of a table that it has not counted yet.
 */
export function isAmong(column: SQL, ids: string[]): SQL {
  return sql`${column} || '' = any(${sql.param(ids)}::text[])`;
}
