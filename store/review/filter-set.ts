import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { findContradiction } from '../../contacts/names/contradiction.ts';
import type { ShortNames } from '../../contacts/names/short-names.ts';
import type { Tx } from '../database.ts';
import { IS_REFUSED } from '../decisions/overlay.ts';
import { HAS_OPEN_DOUBT } from '../ledger/doubts.ts';
import { IS_MATCHED } from '../runs/matched.ts';
import type { Run } from '../runs/runs.ts';
import { clustersOfRun } from '../runs/selection.ts';
import { isWanted, type ReviewFilter } from './filter.ts';

/** Why a cluster is left out where many are approved at once: each of these takes an approval of its own, or none. */
export type LeftOutBecause = 'kept-apart' | 'names-contradict' | 'matching';

export interface FilterSet {
  /** SHA-256 of what would be approved: ids and bytes. */
  digest: string;
  /** What would be approved, in plan order. */
  clusters: string[];
  leftOut: Record<LeftOutBecause, string[]>;
}

interface Row extends Record<string, unknown> {
  cluster: string;
  digest: string;
  email: string;
  names: Record<string, string>;
  refused: boolean;
  doubted: boolean;
  matched: boolean;
}

/**
 * What a filter wants, as it stands now: what an approval of all of it would approve, and what it leaves out, since no approval counts for it that
 * does not name it. A cluster that went back to review for what the CRM showed of two is among those whose names contradict each other.
 */
export async function readFilterSet(
  db: Tx,
  { run, filter, shortNames }: { run: Run; filter: ReviewFilter; shortNames: ShortNames },
): Promise<FilterSet> {
  const rows = await db.execute<Row>(sql`
    select c.cluster_id as cluster, p.digest, p.email, p.names, ${IS_REFUSED} as refused,
      ${HAS_OPEN_DOUBT} or c.state = 'drifted' as doubted, ${IS_MATCHED} as matched
    from ${clustersOfRun(run)} and ${isWanted(filter)} order by c.ordinal, c.cluster_id`);
  const leftOut: FilterSet['leftOut'] = { 'kept-apart': [], 'names-contradict': [], matching: [] };
  const clusters: string[] = [];
  const hash = createHash('sha256').update(run.id);
  for (const row of rows) {
    const because = whyLeftOut(row, shortNames);
    if (because !== null) {
      leftOut[because].push(row.cluster);
      continue;
    }
    clusters.push(row.cluster);
    hash.update(` ${row.cluster} ${row.digest}`);
  }
  return { digest: hash.digest('hex'), clusters, leftOut };
}

function whyLeftOut({ email, names, refused, doubted, matched }: Row, shortNames: ShortNames): LeftOutBecause | null {
  if (refused) return 'kept-apart';
  const people = Object.entries(names).map(([id, name]) => ({ id, name, email }));
  if (doubted || findContradiction(people, shortNames) !== null) return 'names-contradict';
  return matched ? 'matching' : null;
}
