import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Run } from '../runs/runs.ts';
import { clustersOfRun, DECISION } from '../runs/selection.ts';
import { IS_CLAIMED } from './claims.ts';
import { isWanted, KIND, type ReviewFilter, SIZE, WAITS, type WaitKind } from './filter.ts';

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

/** What waits for a person in a run, in plan order, from a place on. */
export async function readQueue(db: Tx, { run, filter, after, limit }: QueueRequest): Promise<QueuedCluster[]> {
  const from = after === undefined ? sql`true` : sql`(c.ordinal, c.cluster_id) > (${after.ordinal}, ${after.cluster})`;
  return [...(await selectQueue(db, { run, where: sql`${isWanted(filter)} and ${from}`, limit }))];
}

/** The next one that nobody else looks at, after a place and else from the beginning; null: none is left. */
export async function nextInQueue(
  db: Tx,
  { run, filter, after, holder }: Omit<QueueRequest, 'limit'> & { holder: string },
): Promise<string | null> {
  const free = sql`not exists (select from review_claims k where ${IS_CLAIMED} and k.holder <> ${holder})`;
  const where = sql`${isWanted(filter)} and ${free}`;
  if (after !== undefined) {
    const behind = sql`${where} and (c.ordinal, c.cluster_id) > (${after.ordinal}, ${after.cluster})`;
    const [next] = await selectQueue(db, { run, where: behind, limit: 1 });
    if (next !== undefined) return next.cluster;
  }
  const [first] = await selectQueue(db, { run, where, limit: 1 });
  return first?.cluster ?? null;
}

/** Those beside a cluster in the queue, whoever looks at them; null where there is none. */
export async function besideInQueue(
  db: Tx,
  { run, filter, at }: { run: Run; filter: ReviewFilter; at: Place },
): Promise<{ before: string | null; behind: string | null }> {
  const place = sql`(${at.ordinal}, ${at.cluster})`;
  const wanted = isWanted(filter);
  const [behind] = await selectQueue(db, {
    run,
    where: sql`${wanted} and (c.ordinal, c.cluster_id) > ${place}`,
    limit: 1,
  });
  const [before] = await selectQueue(db, {
    run,
    where: sql`${wanted} and (c.ordinal, c.cluster_id) < ${place}`,
    limit: 1,
    backwards: true,
  });
  return { before: before?.cluster ?? null, behind: behind?.cluster ?? null };
}

interface Select {
  run: Run;
  where: SQL;
  limit: number;
  backwards?: boolean;
}

async function selectQueue(db: Tx, { run, where, limit, backwards = false }: Select): Promise<QueuedCluster[]> {
  const order = backwards ? sql`c.ordinal desc, c.cluster_id desc` : sql`c.ordinal, c.cluster_id`;
  const rows = await db.execute<QueuedCluster & Record<string, unknown>>(sql`
    select c.cluster_id as cluster, c.ordinal, ${DECISION} as decision, p.strategy, cardinality(p.duplicates) + 1 as size, ${KIND} as kind,
      p.email, p.primary_id as primary, (select k.by from review_claims k where ${IS_CLAIMED}) as "takenBy"
    from ${clustersOfRun(run)} and ${where} order by ${order} limit ${limit}`);
  return [...rows];
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
    select p.strategy, ${DECISION} as decision, ${SIZE} as size, ${KIND} as kind, count(*)::int as n
    from ${clustersOfRun(run)} and ${WAITS} group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
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

/** How many wait that a filter wants. */
export async function countQueue(db: Tx, { run, filter }: { run: Run; filter: ReviewFilter }): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from ${clustersOfRun(run)} and ${isWanted(filter)}`);
  return row?.n ?? 0;
}
