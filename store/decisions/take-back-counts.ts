import { sql } from 'drizzle-orm';
import type { TakeBack } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { isChosen, type Selection } from '../runs/selection.ts';

/** How many pairs of these clusters of a run could be taken back, and how many could not; null where the plan does not say it pair by pair. */
export async function takeBackCounts(
  db: Tx,
  { run, selection }: { run: { id: string; planDigest: string }; selection: Selection },
): Promise<{ can: number; cannot: number } | null> {
  const byEmail: TakeBack['code'] = 'by-email';
  const [row] = await db.execute<{ can: number; cannot: number }>(sql`
    select count(*) filter (where one ->> 'code' = ${byEmail})::int as can,
      count(*) filter (where one ->> 'code' <> ${byEmail})::int as cannot
    from run_clusters c
    join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id
    join cluster_records r on r.plan_digest = p.plan_digest and r.cluster_id = p.cluster_id
    cross join jsonb_array_elements(coalesce(r.beside -> 'takeBack', '[]'::jsonb)) one
    where c.run_id = ${run.id} and ${isChosen(selection)}`);
  return row === undefined || row.can + row.cannot === 0 ? null : row;
}
