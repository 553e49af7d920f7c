import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { said } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { forgetDecision, keepApart } from '../../store/decisions/lasting.ts';
import { takeLocks } from '../../store/ledger/locks.ts';
import type { Resolution } from '../../store/ledger/settlement.ts';
import { takeOverPair } from '../../store/ledger/take-over-pair.ts';
import type { PairKey, PairState } from '../../store/types.ts';
import { createStore } from '../support/database.ts';

const KEY: PairKey = {
  mode: 'real',
  crm: 'devrev',
  org: 'ACME',
  clusterId: 'c'.repeat(32),
  primaryId: 'REVU-1',
  duplicateId: 'REVU-2',
};

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

const words: [Resolution, PairState][] = [
  ['abandon', 'not-applied'],
  ['resend', 'not-applied'],
  ['merged', 'partial'],
  ['merged', 'fresh'],
  ['merged', 'drifted'],
];

test.for(words)(
  "The step that takes up '%s' of a pair that is '%s' answers the same token the same twice, and writes once",
  async ([as, state]) => {
    await pair(state, { proven: true });
    const token = randomUUID();
    const first = await takeOver(as, token);
    expect(await takeOver(as, token)).toEqual(first);
    const [written] = await database.db.execute<{ n: number }>(sql`select count(*)::int as n from resolutions`);
    expect(written?.n).toBe(1);
  },
);

test("A pair that an interrupted resend left before it was sent is only looked at by 'merged', under its locks", async () => {
  await pair('fresh', { proven: true });
  expect(await takeOver('merged', randomUUID())).toMatchObject({ state: 'sent' });
  const locks = await database.db.execute<{ contact_id: string }>(sql`select contact_id from locks order by 1`);
  expect(locks.map((lock) => lock.contact_id)).toEqual(['REVU-1', 'REVU-2']);
});

test("'merged' is refused while another pair has one of its contacts locked", async () => {
  await pair('fresh', { proven: true });
  await takeLocks(database.db, { ...KEY, primaryId: 'REVU-7' });
  const values = { pair: `${KEY.clusterId}.${KEY.duplicateId}` };
  expect(await takeOver('merged', randomUUID())).toMatchObject({ refused: { code: 'pair-locked', values } });
});

test.for(['abandon', 'resend'] as const)(
  "A proof that is one look only is looked at again before '%s' may count",
  async (as) => {
    await pair('not-applied', { proven: false });
    expect(await takeOver(as, randomUUID())).toMatchObject({ state: 'sent', lookFirst: true });
    const written = await database.db.execute(sql`select 1 from resolutions`);
    expect(written).toHaveLength(0);
  },
);

test("'resend' of a pair whose two a person keeps apart is refused by that word, and writes nothing; 'abandon' is not", async () => {
  await pair('not-applied', { proven: true });
  const { crm, org, primaryId, duplicateId, clusterId } = KEY;
  const aparts = [{ members: [primaryId, duplicateId], runId: null }];
  const [decision = 0] = await keepApart(database.db, { crm, org, aparts, by: 'ann', through: 'script' });
  const values = { pair: `${clusterId}.${duplicateId}`, decision };
  expect(await takeOver('resend', randomUUID())).toEqual({ refused: { code: 'pair-refused', values } });
  expect(await database.db.execute(sql`select state, sends, unchanged_since is null as n from pairs`)).toEqual([
    { state: 'not-applied', sends: 1, n: false },
  ]);
  expect(await database.db.execute(sql`select 1 from resolutions`)).toHaveLength(0);
  expect(await takeOver('abandon', randomUUID())).toMatchObject({ state: 'abandoned' });
  await forgetDecision(database.db, { id: decision, by: 'ann' });
});

async function pair(state: PairState, { proven }: { proven: boolean }): Promise<void> {
  const { db } = database;
  for (const table of ['locks', 'resolutions', 'pair_events', 'pairs'])
    await db.execute(sql.raw(`delete from ${table}`));
  await db.execute(sql`
    insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, sends, token, unchanged_since)
    values ('real', ${KEY.crm}, ${KEY.org}, ${KEY.clusterId}, ${KEY.primaryId}, ${KEY.duplicateId}, ${state}, 'gone', 1,
      ${randomUUID()}::uuid, ${proven ? sql`clock_timestamp()` : null})`);
}

function takeOver(as: Resolution, token: string): ReturnType<typeof takeOverPair> {
  return takeOverPair(database.db, { key: KEY, as, by: 'ada', token }, said({ code: 'abandoned', values: {} }));
}
