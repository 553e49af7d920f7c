import { sql } from 'drizzle-orm';
import type { TakeBack } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { isChosen, type Selection } from '../runs/selection.ts';

/** How many pairs these clusters of a run have, and of how many the duplicate can be made anew; null where the plan does not say it pair by pair. */
export async function takeBackCounts(
  db: Tx,
  { run, selection }: { run: { id: string; planDigest: string }; selection: Selection },
): Promise<{ pairs: number; anew: number } | null> {
  if (!(await saysPairByPair(db, run))) return null;
  const byEmail: TakeBack['code'] = 'by-email';
  const [row] = await db.execute<{ pairs: number; anew: number }>(sql`
    select count(*)::int as pairs, count(*) filter (where one ->> 'code' = ${byEmail})::int as anew
    from run_clusters c
    join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id
    join cluster_records r on r.plan_digest = p.plan_digest and r.cluster_id = p.cluster_id
    cross join jsonb_array_elements(r.beside -> 'takeBack') one
    where r.beside ? 'takeBack' and c.run_id = ${run.id} and ${isChosen(selection)}`);
  return row === undefined || row.pairs === 0 ? null : row;
}

/** Known by an index of those that say it: of a plan that says it nowhere no record is read. */
async function saysPairByPair(db: Tx, { planDigest }: { planDigest: string }): Promise<boolean> {
  const [row] = await db.execute<{ says: boolean }>(sql`
    select exists (select from cluster_records r where r.plan_digest = ${planDigest} and r.beside ? 'takeBack') as says`);
  return row?.says === true;
}
