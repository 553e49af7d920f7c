import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../store/database.ts';
import { type ClusterSet, listClusters } from '../../../store/review/list-clusters.ts';
import { canaryCounts } from '../../../store/runs/canary-counts.ts';
import { countClusters } from '../../../store/runs/count-clusters.ts';
import { clusterOf, newRun, openReviewStore } from './review-store.ts';

let store: Database;

beforeAll(async () => {
  store = await openReviewStore();
});

afterAll(() => store.close());

const STATES = {
  'REVU-1': { state: 'done', canary: true },
  'REVU-4': { state: 'held', canary: true },
  'REVU-6': { state: 'started', canary: false },
  'REVU-8': { state: 'not-started', canary: false },
  'REVU-10': { state: 'undecided', canary: false },
};

test('Each number of a run leads to a list of as many clusters as it says', async () => {
  const { db } = store;
  const run = await newRun(store);
  for (const [primary, { state, canary }] of Object.entries(STATES)) {
    await db.execute(sql`update run_clusters set state = ${state}, canary = ${canary}
      where run_id = ${run.id} and cluster_id = ${clusterOf(primary).id}`);
  }
  const inSet = async (of: ClusterSet): Promise<string[]> => {
    const rows = await listClusters(db, { run, state: null, of, after: null, limit: 10 });
    return rows.map(({ state }) => state).sort();
  };
  const { approved, ended } = await countClusters(db, run);
  expect(await inSet('approved')).toEqual(['done', 'held', 'not-started', 'started']);
  expect(await inSet('ended')).toEqual(['done', 'held', 'not-started']);
  expect([approved, ended]).toEqual([4, 3]);
  expect(await inSet('canary')).toHaveLength((await canaryCounts(db, run.id)).clusters);
  expect(await inSet('canary')).toEqual(['done', 'held']);
  expect(await inSet('counted')).toEqual(['done', 'held']);
  expect(await inSet('bad')).toEqual(['held']);
});
