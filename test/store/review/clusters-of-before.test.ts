import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../store/database.ts';
import type { Run } from '../../../store/runs/runs.ts';
import { newRun, openReviewStore } from './review-store.ts';

const MIGRATION = new URL('../../../store/migrations/0046_review_facets.sql', import.meta.url);

let store: Database;

beforeAll(async () => {
  store = await openReviewStore();
});

afterAll(() => store.close());

async function rowsOf({ id }: Run): Promise<unknown[]> {
  return store.db.execute(sql`
    select cluster_id, strategy, decision, size, matched, names_differ from run_clusters where run_id = ${id} order by ordinal`);
}

test('The clusters of a run of an older version get what a new run’s have', async () => {
  const run = await newRun(store);
  const before = await rowsOf(run);
  expect(before).toHaveLength(5);
  await store.db.execute(sql`
    update run_clusters set strategy = null, decision = null, size = null, matched = null, names_differ = null`);
  const statements = readFileSync(MIGRATION, 'utf8').split('--> statement-breakpoint');
  await store.db.execute(sql.raw(statements.find((one) => one.includes('UPDATE "run_clusters"')) ?? ''));
  expect(await rowsOf(run)).toEqual(before);
  expect(before).toContainEqual(expect.objectContaining({ matched: true, size: 2 }));
  expect(before).toContainEqual(expect.objectContaining({ names_differ: true, decision: 'review' }));
});
