import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { findContradiction } from '../../contacts/names/contradiction.ts';
import type { ShortNames } from '../../contacts/names/short-names.ts';
import type { Tx } from '../database.ts';
import { IS_REFUSED } from '../decisions/overlay.ts';
import { HAS_OPEN_DOUBT } from '../ledger/doubts.ts';
import type { Run } from '../runs/runs.ts';
import { type ReviewFilter, wantedOf } from './filter.ts';

/** Why a cluster is left out where many are approved at once: each of these takes an approval of its own, or none. */
export type LeftOutBecause = 'kept-apart' | 'names-contradict' | 'matching';

export interface FilterSet {
  /** SHA-256 of what would be approved: ids and bytes. */
  digest: string;
  /** What would be approved: those of which nothing had to be looked at before the others, each in plan order. */
  clusters: string[];
  leftOut: Record<LeftOutBecause, string[]>;
}

interface Looked extends Record<string, unknown> {
  cluster: string;
  digest: string;
  email: string;
  names: Record<string, string>;
  refused: boolean;
  doubted: boolean;
  matched: boolean;
}

const IS_DOUBTED: SQL = sql`(${HAS_OPEN_DOUBT} or c.state = 'drifted')`;

/** Those of which something must be looked at before they are approved with others. */
const ASKS_LOOK: SQL = sql`(c.names_differ or c.matched or ${IS_REFUSED} or ${IS_DOUBTED})`;

/**
 * What a filter wants, as it stands now: what an approval of all of it would approve, and what it leaves out, since no approval counts for it that
 * does not name it. A cluster that went back to review for what the CRM showed of two is among those whose names contradict each other.
 */
export async function readFilterSet(
  db: Tx,
  { run, filter, shortNames }: { run: Run; filter: ReviewFilter; shortNames: ShortNames },
): Promise<FilterSet> {
  const leftOut: FilterSet['leftOut'] = { 'kept-apart': [], 'names-contradict': [], matching: [] };
  const wanted = wantedOf(run, filter);
  const clear = await findClear(db, run, wanted);
  const looked = await lookAt(db, run, wanted);
  const may = looked.filter((row) => {
    const because = whyLeftOut(row, shortNames);
    if (because !== null) leftOut[because].push(row.cluster);
    return because === null;
  });
  const hash = createHash('sha256').update(`${run.id} ${clear.digest}`);
  for (const { cluster, digest } of may) hash.update(` ${cluster} ${digest}`);
  return { digest: hash.digest('hex'), clusters: [...clear.ids, ...may.map(({ cluster }) => cluster)], leftOut };
}

/**
 * There may be very many, and a row each would take ten times as long: their ids in plan order as one text, with the digest of ids and bytes. What
 * the plan itself says of an id never changes; what a decision has made of one may be made otherwise again.
 */
async function findClear(db: Tx, run: Run, wanted: SQL): Promise<{ ids: string[]; digest: string }> {
  const [row] = await db.execute<{ ids: string | null; digest: string | null }>(sql`
    with parts as (
      select distinct p.cluster_id, p.digest from decided_parts d
      join plan_clusters p on p.plan_digest = d.plan_digest and p.cluster_id = d.cluster_id where d.plan_digest = ${run.planDigest})
    select string_agg(c.cluster_id, ',') as ids, encode(sha256(convert_to(string_agg(c.cluster_id || c.digest, ''), 'UTF8')), 'hex') as digest
    from (select c.cluster_id, coalesce(parts.digest, '') as digest from (select c.cluster_id, c.ordinal from ${wanted} and not ${ASKS_LOOK}) c
      left join parts on parts.cluster_id = c.cluster_id order by c.ordinal, c.cluster_id) c`);
  return { ids: row?.ids?.split(',') ?? [], digest: row?.digest ?? '' };
}

async function lookAt(db: Tx, run: Run, wanted: SQL): Promise<Looked[]> {
  const rows = await db.execute<Looked>(sql`
    select c.cluster_id as cluster, p.digest, p.email, p.names, c.refused, c.doubted, c.matched from (
      select c.cluster_id, c.ordinal, c.matched, ${IS_REFUSED} as refused, ${IS_DOUBTED} as doubted from ${wanted} and ${ASKS_LOOK}) c
    join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id order by c.ordinal, c.cluster_id`);
  return [...rows];
}

function whyLeftOut(
  { email, names, refused, doubted, matched }: Looked,
  shortNames: ShortNames,
): LeftOutBecause | null {
  if (refused) return 'kept-apart';
  const people = Object.entries(names).map(([id, name]) => ({ id, name, email }));
  if (doubted || findContradiction(people, shortNames) !== null) return 'names-contradict';
  return matched ? 'matching' : null;
}
