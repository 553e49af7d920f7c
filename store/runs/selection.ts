import { type SQL, sql } from 'drizzle-orm';

/** Which clusters a decision is about. `all` means every `auto` cluster; `review` ones are named one by one or by strategy. */
export type Selection = { all: true } | { strategy: string } | { clusters: string[] };

/** The condition for it, on `run_clusters c` joined with `plan_clusters p`. */
export function isChosen(selection: Selection): SQL {
  if ('clusters' in selection) return sql`c.cluster_id in ${selection.clusters.length > 0 ? selection.clusters : ['']}`;
  if ('strategy' in selection) return sql`p.strategy = ${selection.strategy}`;
  return sql`p.decision = 'auto'`;
}
