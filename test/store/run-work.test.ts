import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { liveStatusOf } from '../../control/status/live-status.ts';
import { openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import { runWork } from '../../store/runs/work.ts';
import { createStore } from '../support/database.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

test('What is left is approved and in flight, no more than the limit leaves room for; what ended lately is the speed', async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  const { db, close } = openDatabase({ url });
  const { world, plan } = tinyPairs(2000);
  const options = { canary: 5, window: 4, limit: 1500, approve: 'auto' as const, csvDigest: null };
  const run = await createRun(db, { plan, org: world.org, dryRun: false, options });
  const none = { clusters: 0, pairs: 0, contacts: 0, tickets: 0 };
  expect(await runWork(db, run)).toEqual({ left: none, lately: { ...none, ms: 0 } });
  // Nothing is left of it, and it is not about to end: nothing is approved.
  const known = { config: loadConfig({}, '/'), db, run, waitsFor: 'nothing' as const, lost: false };
  expect(await liveStatusOf({ ...known, clusters: { approved: 0 } })).toMatchObject({ etaMs: null });
  expect(await liveStatusOf({ ...known, clusters: { approved: 1 } })).toMatchObject({ etaMs: 0 });

  const began = sql`started_at = clock_timestamp() - interval '4 minutes'`;
  await db.execute(sql`update run_clusters set state = 'approved' where ordinal >= 10`);
  await db.execute(sql`update run_clusters set state = 'started', ${began} where ordinal between 1000 and 1003`);
  await db.execute(
    sql`update run_clusters set state = 'done', ${began}, ended_at = clock_timestamp() where ordinal between 10 and 209`,
  );
  await db.execute(sql`
    update run_clusters set started_at = clock_timestamp() - interval '1 hour', ended_at = clock_timestamp() - interval '50 minutes'
    where ordinal between 10 and 59`);
  const { left, lately } = await runWork(db, run);
  // 204 of 1,500 have begun, 4 of them are in flight; each cluster is a pair with one ticket.
  expect(left).toEqual({ clusters: 1300, pairs: 1300, contacts: 2600, tickets: 1300 });
  expect(lately).toMatchObject({ clusters: 150, pairs: 150, contacts: 300, tickets: 150 });
  expect(lately.ms).toBeCloseTo(5 * 60_000, -2);
  await close();
});
