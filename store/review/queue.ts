import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Run } from '../runs/runs.ts';
import { DECISION } from '../runs/selection.ts';
import { IS_CLAIMED } from './claims.ts';
import { KIND, type ReviewFilter, SIZE, type WaitKind, waitingIn, wantedOf } from './filter.ts';

/** A cluster that waits, as a list shows it. It holds contact data. */
export interface QueuedCluster {
  cluster: string;
  /** Its place in the plan: a part that a decision made stands where its cluster does. */
  ordinal: number;
  decision: 'auto' | 'review';
  strategy: string;
  size: number;
  kind: WaitKind;
  email: string;
  primary: string;
  /** Who looks at it at this moment; null: nobody. */
  takenBy: string | null;
}

/** A place between two clusters: after this one. */
export type Place = Pick<QueuedCluster, 'ordinal' | 'cluster'>;

export interface QueueRequest {
  run: Run;
  filter: ReviewFilter;
  after?: Place | undefined;
  limit: number;
}

export interface QueuePage {
  rows: QueuedCluster[];
  /** How many the filter wants in all. */
  wanted: number;
}

/** What waits for a person in a run, in plan order, from a place on. */
export async function readQueue(db: Tx, { run, filter, after, limit }: QueueRequest): Promise<QueuePage> {
  const from = after === undefined ? sql`true` : sql`${PLACE} > ${placeOf(after)}`;
  const rows = await db.execute<QueuedCluster & { wanted: number } & Record<string, unknown>>(sql`
    with wanted as ${asksOnce(filter)} (select c.* from ${wantedOf(run, filter)}),
    page as (
      select c.cluster_id as cluster, c.ordinal, ${DECISION} as decision, c.strategy, c.size, ${KIND} as kind, p.email, p.primary_id as primary,
        (select k.by from review_claims k where ${IS_CLAIMED}) as "takenBy"
      from (select * from wanted c where ${from} order by ${FORWARDS} limit ${limit}) c
      join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id)
    select page.*, n.wanted from (select count(*)::int as wanted from wanted) n left join page on true order by page.ordinal, page.cluster`);
  const wanted = rows[0]?.wanted ?? 0;
  return { rows: rows.flatMap(({ wanted: _, ...row }) => (row.cluster === null ? [] : [row])), wanted };
}

/** Words are looked for once for all that is asked in a statement; by anything else clusters are found in the order of an index. */
function asksOnce({ words }: ReviewFilter): SQL {
  return words === undefined ? sql`not materialized` : sql`materialized`;
}

/** The next one that nobody else looks at, after a place and else from the beginning; null: none is left. */
export async function nextInQueue(
  db: Tx,
  { run, filter, after, holder }: Omit<QueueRequest, 'limit'> & { holder: string },
): Promise<string | null> {
  const free = sql`not exists (select from review_claims k where ${IS_CLAIMED} and k.holder <> ${holder})`;
  const wanted = sql`${wantedOf(run, filter)} and ${free}`;
  const behind = after === undefined ? null : await firstOf(db, sql`${wanted} and ${PLACE} > ${placeOf(after)}`);
  return behind ?? (await firstOf(db, wanted));
}

/** Those beside a cluster in the queue, whoever looks at them, null where there is none; and how many wait there. */
export async function besideInQueue(
  db: Tx,
  { run, filter, at }: { run: Run; filter: ReviewFilter; at: Place },
): Promise<{ before: string | null; behind: string | null; waiting: number }> {
  const [row] = await db.execute<{ before: string | null; behind: string | null; waiting: number }>(sql`
    with wanted as ${asksOnce(filter)} (select c.cluster_id, c.ordinal from ${wantedOf(run, filter)})
    select (select c.cluster_id from wanted c where ${PLACE} < ${placeOf(at)} order by ${BACKWARDS} limit 1) as before,
      (select c.cluster_id from wanted c where ${PLACE} > ${placeOf(at)} order by ${FORWARDS} limit 1) as behind,
      (select count(*)::int from wanted) as waiting`);
  return row ?? { before: null, behind: null, waiting: 0 };
}

const PLACE = sql`(c.ordinal, c.cluster_id)`;
const FORWARDS = sql`c.ordinal, c.cluster_id`;
const BACKWARDS = sql`c.ordinal desc, c.cluster_id desc`;

function placeOf({ ordinal, cluster }: Place): SQL {
  return sql`(${ordinal}, ${cluster})`;
}

/** Of those that are wanted; null: there is none. */
async function firstOf(db: Tx, wanted: SQL): Promise<string | null> {
  const [first] = await db.execute<{ cluster: string }>(sql`
    select c.cluster_id as cluster from ${wanted} order by ${FORWARDS} limit 1`);
  return first?.cluster ?? null;
}

/** How many of those that wait are so. */
export interface QueueCounts {
  all: number;
  strategy: Map<string, number>;
  decision: Map<string, number>;
  size: Map<number, number>;
  reason: Map<WaitKind, number>;
}

/** Counts of what waits in a run, by all that it can be filtered by. */
export async function queueCounts(db: Tx, run: Run): Promise<QueueCounts> {
  const rows = await db.execute<{ strategy: string; decision: string; size: number; kind: WaitKind; n: number }>(sql`
    select c.strategy, ${DECISION} as decision, ${SIZE} as size, ${KIND} as kind, count(*)::int as n
    from ${waitingIn(run)} group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
  const counts: QueueCounts = {
    all: 0,
    strategy: new Map(),
    decision: new Map(),
    size: new Map(),
    reason: new Map(),
  };
  for (const { strategy, decision, size, kind, n } of rows) {
    counts.all += n;
    add(counts.strategy, strategy, n);
    add(counts.decision, decision, n);
    add(counts.size, size, n);
    add(counts.reason, kind, n);
  }
  return counts;
}

function add<Key>(counts: Map<Key, number>, key: Key, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
