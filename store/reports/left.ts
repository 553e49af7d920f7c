import { sql } from 'drizzle-orm';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import { NOTHING_KNOWN } from '../../contacts/base/shown/known-of-base.ts';
import { namedIn } from '../../contacts/base/shown/with-names.ts';
import { knownOfBase } from '../base/known-of-base.ts';
import type { Tx } from '../database.ts';
import type { Run } from '../runs/runs.ts';
import { clustersOfRun } from '../runs/selection.ts';
import type { ReportLeft } from './types.ts';
import { WAS_ASKED } from './was-asked.ts';

/** Clusters of the plan that the run did not take on, in the plan's order; of a contact base with places by name. */
export async function reportLeft(db: Tx, { run, profile }: { run: Run; profile: string }): Promise<ReportLeft[]> {
  const known = profile === BASE_PROFILE ? await knownOfBase(db, { ...run, uids: [] }) : NOTHING_KNOWN;
  const rows = await db.execute<ReportLeft & Record<string, unknown>>(sql`
    select c.cluster_id as cluster, c.state, p.decision, p.strategy, p.primary_id as "primary", p.duplicates, coalesce(c.reason, p.reason) as reason
    from ${clustersOfRun(run)} and not ${WAS_ASKED} order by c.ordinal`);
  return rows.map(({ reason, ...left }) => ({ ...left, reason: namedIn(reason, known) }));
}

/** One that a person has decided otherwise is counted in its parts. Contacts of all clusters, of those that were left, and of those that the run has taken on. */
export async function countContacts(db: Tx, run: Run): Promise<{ inClusters: number; takenOn: number; kept: number }> {
  const [counts] = await db.execute<{ inClusters: number; takenOn: number; kept: number }>(sql`
    select coalesce(sum(cardinality(p.duplicates) + 1), 0)::int as "inClusters",
      coalesce(sum(cardinality(p.duplicates) + 1) filter (where ${WAS_ASKED}), 0)::int as "takenOn",
      (count(*) filter (where ${WAS_ASKED}))::int as kept
    from ${clustersOfRun(run)} and c.state <> 'replaced'`);
  return counts ?? { inClusters: 0, takenOn: 0, kept: 0 };
}
