import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { liftEverything, stopEverything } from '../../store/orders/everything.ts';
import { createRun, endRun, forbiddenBy, readStop, setStop } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

test('One word stops what every run sends, and what is sent for a run that has ended; lifted, each goes by its own word again', async () => {
  const { db } = database;
  const { world, plan } = smallWorld([PAIR]);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  const [open, paused, ended] = await Promise.all(
    ['one', 'two', 'three'].map((org) => createRun(db, { plan, org: `${world.org}${org}`, dryRun: false, options })),
  );
  const ids = [open?.id ?? '', paused?.id ?? '', ended?.id ?? ''] as const;
  await setStop(db, { runId: ids[1], stop: true, reason: 'lunch', by: 'person' });
  await endRun(db, ids[2], 'done');
  const forbidden = () => Promise.all(ids.map((id) => forbiddenBy(db, id)));
  expect(await forbidden()).toEqual([null, 1, null]);

  await stopEverything(db, { by: 'ada' });
  expect(await forbidden()).toEqual([1, 2, 1]);
  expect(await readStop(db, ids[0])).toMatchObject({ stopped: true, seq: 1, own: 0, reason: 'everything-paused' });
  expect(await readStop(db, ids[1])).toMatchObject({ stopped: true, seq: 2, own: 1, reason: 'lunch' });
  expect(await setStop(db, { runId: ids[0], stop: false, reason: null })).toMatchObject({ stopped: true, seq: 2 });

  await liftEverything(db);
  expect(await forbidden()).toEqual([null, 3, null]);
  expect(await readStop(db, ids[0])).toMatchObject({ stopped: false, seq: 3, own: 1 });
});
