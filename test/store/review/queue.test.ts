import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../store/database.ts';
import { keepApart } from '../../../store/decisions/lasting.ts';
import { claim, claimOfOther, releaseOthers } from '../../../store/review/claims.ts';
import type { ReviewFilter } from '../../../store/review/filter.ts';
import { besideInQueue, nextInQueue, queueCounts, readQueue } from '../../../store/review/queue.ts';
import type { Run } from '../../../store/runs/runs.ts';
import { clusterOf, doubt, newRun, openReviewStore, PLAN, PRIMARIES } from './review-store.ts';

let store: Database;

beforeAll(async () => {
  store = await openReviewStore();
});

afterAll(() => store.close());

const ANN = { by: 'ann', holder: 'session of ann' };
const BOB = { by: 'bob', holder: 'session of bob' };

async function primaries(run: Run, filter: ReviewFilter = {}): Promise<string[]> {
  const { rows, wanted } = await readQueue(store.db, { run, filter, limit: 50 });
  expect(wanted).toBe(rows.length);
  return rows.map(({ primary }) => primary).sort();
}

test('The queue has what waits, in plan order, page by page, each cluster once', async () => {
  const run = await newRun(store);
  const pages: string[] = [];
  for (let after: { ordinal: number; cluster: string } | undefined; ; ) {
    const { rows: page, wanted } = await readQueue(store.db, { run, filter: {}, after, limit: 2 });
    expect(wanted).toBe(5);
    pages.push(...page.map(({ cluster }) => cluster));
    after = page.at(-1);
    if (page.length < 2) break;
  }
  expect(pages).toEqual(PLAN.clusters.map(({ id }) => id));
  const [first = '', second = '', third] = pages;
  const at = { ordinal: 1, cluster: second };
  expect(await besideInQueue(store.db, { run, filter: {}, at })).toEqual({ before: first, behind: third, waiting: 5 });
  const beside = await besideInQueue(store.db, { run, filter: { words: first }, at });
  expect(beside).toEqual({ before: first, behind: null, waiting: 1 });
});

test('A filter by strategy, decision, size, reason or words leaves what it says, and the counts add up to it', async () => {
  const run = await newRun(store);
  await doubt(store, run, 'REVU-4');
  const { crm, org } = run;
  const aparts = [{ members: ['REVU-6', 'REVU-7'], runId: null }];
  await keepApart(store.db, { crm, org, aparts, by: 'ann', through: 'page' });
  expect(await primaries(run, { strategy: 'newest-then-lowest-id' })).toEqual(['REVU-1']);
  expect(await primaries(run, { size: 3 })).toEqual(['REVU-1']);
  expect(await primaries(run, { decision: 'auto' })).toEqual([]);
  expect(await primaries(run, { decision: 'review' })).toEqual([...PRIMARIES].sort());
  expect(await primaries(run, { reason: 'changed' })).toEqual(['REVU-4']);
  expect(await primaries(run, { reason: 'kept-apart' })).toEqual(['REVU-6']);
  expect(await primaries(run, { reason: 'matching' })).toEqual(['REVU-10']);
  expect(await primaries(run, { reason: 'rules' })).toEqual(['REVU-1', 'REVU-8']);
  expect(await primaries(run, { reason: 'rules', size: 2 })).toEqual(['REVU-8']);
  expect(await primaries(run, { words: 'brewer' })).toEqual(['REVU-8']);
  expect(await primaries(run, { words: 'REVU-11' })).toEqual(['REVU-10']);
  expect(await primaries(run, { words: 'person2@' })).toEqual(['REVU-6']);
  expect(await primaries(run, { words: clusterOf('REVU-1').id.slice(0, 12) })).toEqual(['REVU-1']);
  expect(await primaries(run, { words: '%' })).toEqual([]);
  expect(await primaries(run, { words: "'; drop table runs; --" })).toEqual([]);
  const counts = await queueCounts(store.db, run);
  expect(counts.all).toBe(5);
  expect(Object.fromEntries(counts.reason)).toEqual({ changed: 1, 'kept-apart': 1, matching: 1, rules: 2 });
  expect(Object.fromEntries(counts.size)).toEqual({ 2: 4, 3: 1 });
});

test('Words find the same by their index and without it, as in a database that has no trigrams', async () => {
  const run = await newRun(store);
  const found = () =>
    Promise.all(['brewer', 'REVU-11', 'person2@', 'nobody'].map((words) => primaries(run, { words })));
  const byIndex = await found();
  expect(byIndex).toEqual([['REVU-8'], ['REVU-10'], ['REVU-6'], []]);
  await store.db.execute(sql`drop index plan_clusters_words`);
  expect(await found()).toEqual(byIndex);
});

test('A cluster that one person looks at is shown to another as taken, and is not the next one for them', async () => {
  const run = await newRun(store);
  const [first, second] = PLAN.clusters;
  const about = { runId: run.id, clusterId: first?.id ?? '' };
  expect(await claim(store.db, { ...about, ...ANN })).toBeNull();
  expect(await claim(store.db, { ...about, ...ANN })).toBeNull();
  expect(await claim(store.db, { ...about, ...BOB })).toMatchObject({ by: 'ann' });
  expect(await claimOfOther(store.db, { ...about, ...ANN })).toBeNull();
  expect((await readQueue(store.db, { run, filter: {}, limit: 1 })).rows[0]?.takenBy).toBe('ann');
  expect(await nextInQueue(store.db, { run, filter: {}, holder: BOB.holder })).toBe(second?.id);
  expect(await nextInQueue(store.db, { run, filter: {}, holder: ANN.holder })).toBe(first?.id);
  const last = { ordinal: 4, cluster: PLAN.clusters[4]?.id ?? '' };
  expect(await nextInQueue(store.db, { run, filter: {}, after: last, holder: BOB.holder })).toBe(second?.id);
});

test('A claim ends after five minutes without a sign of its holder, and when they go on to another cluster', async () => {
  const run = await newRun(store);
  const [first, second] = PLAN.clusters.map(({ id }) => id) as [string, string];
  const about = { runId: run.id, clusterId: first };
  await claim(store.db, { ...about, ...ANN });
  const idleFor = (minutes: number) =>
    store.db.execute(sql`
      update review_claims set seen_at = clock_timestamp() - make_interval(secs => ${minutes * 60}) where run_id = ${run.id}`);
  await idleFor(4.9);
  expect(await claim(store.db, { ...about, ...BOB })).toMatchObject({ by: 'ann' });
  await idleFor(5.1);
  expect(await claimOfOther(store.db, { ...about, ...BOB })).toBeNull();
  expect(await claim(store.db, { ...about, ...BOB })).toBeNull();
  expect(await claim(store.db, { ...about, ...ANN })).toMatchObject({ by: 'bob' });
  await releaseOthers(store.db, { runId: run.id, clusterId: second, holder: BOB.holder });
  expect(await claim(store.db, { ...about, ...ANN })).toBeNull();
});
