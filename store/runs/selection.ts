import { type SQL, sql } from 'drizzle-orm';
import { IS_REFUSED } from '../decisions/overlay.ts';
import { HAS_OPEN_DOUBT } from '../ledger/doubts.ts';
import { IN_AUTO_BAND, IS_MATCHED } from './matched.ts';
import type { Run } from './runs.ts';

/**
 * Which clusters a decision is about. `all` means every `auto` cluster; `review` ones, and those that went back to review, are named
 * one by one or by strategy, those that a matching found one by one,
 * or by their band where control/decisions/judged-band.ts allows it.
 */
export type Selection = { all: true } | { strategy: string } | { band: 'auto' } | { clusters: string[] };

const ASKS: SQL = sql`(${HAS_OPEN_DOUBT} or ${IS_REFUSED})`;

/** The rules' decision about a cluster `c` of a run; `review` where its contacts made it so, or a person keeps them apart. */
export const DECISION: SQL = sql`case when c.decision = 'auto' and ${ASKS} then 'review' else c.decision end`;

/** `run_clusters c` of a run, with their rows `plan_clusters p` of its plan. To be followed by conditions. */
export function clustersOfRun({ id, planDigest }: Pick<Run, 'id' | 'planDigest'>): SQL {
  return sql`run_clusters c join plan_clusters p on p.plan_digest = ${planDigest} and p.cluster_id = c.cluster_id where c.run_id = ${id}`;
}

/** The condition for it, on `run_clusters c` joined with `plan_clusters p`. */
export function isChosen(selection: Selection): SQL {
  if ('clusters' in selection) return isAmong(sql`c.cluster_id`, selection.clusters);
  if ('strategy' in selection) return sql`(p.strategy = ${selection.strategy} and not ${IS_MATCHED})`;
  if ('band' in selection) return sql`(${IN_AUTO_BAND} and c.state = 'undecided' and not ${ASKS})`;
  return sql`p.decision = 'auto' and not ${ASKS}`;
}

/**
 * Of however many ids, as one parameter. Not by the index (`|| ''`): Postgres looks each id up in a hash instead, where it would go through all
 * of them for every row of a table that it has not counted yet.
 */
export function isAmong(column: SQL, ids: string[]): SQL {
  return sql`${column} || '' = any(${sql.param(ids)}::text[])`;
}
