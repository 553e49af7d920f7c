import { sql } from 'drizzle-orm';
import type { PairReliance } from '../../contacts/plan.ts';
import { comparedAgain, type ShownKind } from '../../contacts/planning/matched/shown-in.ts';
import type { Tx } from '../database.ts';
import { IS_MATCHED } from '../runs/matched.ts';
import type { Run } from '../runs/runs.ts';
import type { ReportHead } from './types.ts';

/** Absent where no matching found any of the plan's clusters. `kinds`: what the CRM shows of a contact. */
export async function reportMatching(
  db: Tx,
  run: Run,
  kinds: readonly ShownKind[],
): Promise<Pick<ReportHead, 'matching'>> {
  const [found] = await db.execute<{ clusters: number; relied: string[] | null }>(sql`
    with matched as (
      select m.beside -> 'relies' as relies from run_clusters c
      join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id
      join cluster_records m on m.plan_digest = p.plan_digest and m.cluster_id = p.cluster_id
      where c.run_id = ${run.id} and c.state <> 'replaced' and ${IS_MATCHED}
    )
    select (select count(*)::int from matched) as clusters, (
      select jsonb_agg(distinct field -> 'field') from matched
      cross join lateral jsonb_array_elements(coalesce(relies, '[]')) pair cross join lateral jsonb_array_elements(pair -> 'fields') field
    ) as relied`);
  if (found === undefined || found.clusters === 0) return {};
  const all: PairReliance = { a: '', b: '', fields: (found.relied ?? []).map((field) => ({ field })) };
  return { matching: { clusters: found.clusters, ...comparedAgain([all], kinds) } };
}
