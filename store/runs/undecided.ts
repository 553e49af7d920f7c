import { sql } from 'drizzle-orm';
import type { KeptOut } from '../../contacts/plan.ts';
import type { Db } from '../database.ts';
import { REFUSAL, type Refusal } from '../decisions/refusals.ts';
import { OPEN_DOUBTS } from '../ledger/doubts.ts';
import type { Reason } from '../reasons.ts';
import type { ShownDoubt } from '../types.ts';
import { IS_MATCHED } from './matched.ts';
import type { Run } from './runs.ts';
import { DECISION, isAmong } from './selection.ts';
import { MOST_LISTED } from './unfinished.ts';

export interface UndecidedCluster {
  cluster: string;
  decision: 'auto' | 'review';
  strategy: string;
  primary: string;
  duplicates: string[];
  /** Why it waits: the plan's words, or of one that went back to review its own. */
  reason: string | null;
  /** The reason as data; null where only its text is known. */
  why: Reason | null;
  /** Of a matching: its band, and what keeps it out of the auto band, where the plan says it. */
  band: 'auto' | 'review' | null;
  notAuto: KeptOut[] | null;
  /** What the CRM showed of two of it that a person must look at. It holds contact data. */
  doubts: ShownDoubt[];
  /** Why it takes no approval as a whole; null where it does. */
  refused: Refusal | null;
}

/** Clusters that wait for a person's decision, those in review first: they are approved one by one. `among`: of these alone. `most`: no more than so many. */
export async function undecidedClusters(
  db: Db,
  run: Run,
  { among, most = MOST_LISTED }: { among?: string[] | undefined; most?: number | undefined } = {},
): Promise<UndecidedCluster[]> {
  const rows = await db.execute<UndecidedCluster & Record<string, unknown>>(sql`
    select c.cluster_id as cluster, ${DECISION} as decision, p.strategy, p.primary_id as primary, p.duplicates,
      case when c.state = 'drifted' then c.reason else p.reason end as reason, case when c.state = 'drifted' then c.why end as why,
      case when ${IS_MATCHED} then m.beside ->> 'band' end as band, case when ${IS_MATCHED} then m.beside -> 'notAuto' end as "notAuto",
      ${OPEN_DOUBTS} as doubts, ${REFUSAL} as refused
    from (
      select c.* from run_clusters c where c.run_id = ${run.id} and c.state in ('undecided', 'drifted')
        and ${among === undefined ? sql`true` : isAmong(sql`c.cluster_id`, among)}
      order by ${DECISION} desc, c.ordinal limit ${most}) c
    join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id
    left join cluster_records m on m.plan_digest = p.plan_digest and m.cluster_id = p.cluster_id
    order by 2 desc, c.ordinal`);
  return [...rows];
}
