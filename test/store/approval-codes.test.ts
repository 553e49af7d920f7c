import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { makeCode, untrustedSignals } from '../../store/orders/codes.ts';
import { decideBySignal, NOT_COUNTED, resumeBySignal } from '../../store/orders/signalled.ts';
import { clustersByState } from '../../store/runs/clusters.ts';
import { createRun, readStop, setStop } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { smallWorld } from '../support/small-world.ts';

let database: Database;
const { world, plan } = smallWorld(manyPairs(2));
const spender = { execution: 'first', step: '7' };

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

/** A run of its own, in which every cluster waits for a person. */
async function newRun(): Promise<string> {
  const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
  return (await createRun(database.db, { plan, org: world.org, dryRun: false, options })).id;
}

function approve(runId: string, code: string | null, more: object = {}): Promise<number> {
  const selection = { all: true as const };
  return decideBySignal(database.db, { runId, choice: 'approve', by: 'Ada', selection, code, spender, ...more });
}

test('A code approves once: a second try of the same step is answered the same, and any other decides nothing', async () => {
  const runId = await newRun();
  const { code } = await makeCode(database.db, { runId });
  expect(await approve(runId, code)).toBe(2);
  expect(await approve(runId, code)).toBe(2);
  await decideBySignal(database.db, {
    runId,
    choice: 'reject',
    by: 'x',
    selection: { all: true },
    code: null,
    spender,
  });
  expect(await approve(runId, code, { spender: { ...spender, step: '8' } })).toBe(NOT_COUNTED);
  expect(await approve(runId, code, { spender: { ...spender, execution: 'after a reset' } })).toBe(NOT_COUNTED);
  expect(await clustersByState(database.db, runId)).toEqual({ rejected: 2 });
  expect(await untrustedSignals(database.db, runId)).toMatchObject([{ signal: 'approve', problem: 'spent', times: 2 }]);
  const decisions = await database.db.execute(sql`
    select choice, through, count(*)::int as n from decisions where run_id = ${runId} group by 1, 2 order by 1`);
  expect(decisions).toEqual([
    { choice: 'approve', through: 'code', n: 2 },
    { choice: 'reject', through: 'signal', n: 2 },
  ]);
});

test('Of two signals at once that carry a code the first one wins', async () => {
  const runId = await newRun();
  const { code } = await makeCode(database.db, { runId });
  const steps = ['1', '2', '3', '4', '5'].map((step) => approve(runId, code, { spender: { ...spender, step } }));
  expect((await Promise.all(steps)).sort()).toEqual([NOT_COUNTED, NOT_COUNTED, NOT_COUNTED, NOT_COUNTED, 2]);
});

test.for<[string, (runId: string) => Promise<string | null>]>([
  ['none', async () => null],
  ['unknown', async () => '0'.repeat(32)],
  ['unknown', async () => (await makeCode(database.db, { runId: await newRun() })).code],
  ['expired', (runId) => codeOf(runId, sql`expires_at = clock_timestamp() - interval '1 second'`)],
])('A signal whose code is %s approves and resumes nothing, and is noted', async ([problem, codeFor]) => {
  const runId = await newRun();
  await setStop(database.db, { runId, stop: true, reason: 'lunch', by: 'person' });
  expect(await approve(runId, await codeFor(runId))).toBe(NOT_COUNTED);
  expect(await resumeBySignal(database.db, { runId, code: await codeFor(runId), spender })).toBeNull();
  expect(await clustersByState(database.db, runId)).toEqual({ undecided: 2 });
  expect(await readStop(database.db, runId)).toMatchObject({ stopped: true });
  const noted = (await untrustedSignals(database.db, runId)).map((one) => [one.signal, one.problem]);
  expect(noted.sort()).toEqual([
    ['approve', problem],
    ['resume', problem],
  ]);
});

async function codeOf(runId: string, change: ReturnType<typeof sql>): Promise<string> {
  const { code } = await makeCode(database.db, { runId });
  await database.db.execute(sql`update approval_codes set ${change} where run_id = ${runId}`);
  return code;
}

test('A signal that turns out to decide nothing has spent its code, a resume takes one too, and a new code replaces an unused one', async () => {
  const runId = await newRun();
  const first = await makeCode(database.db, { runId });
  expect(await approve(runId, first.code, { selection: null })).toBe(0);
  expect(await approve(runId, first.code, { spender: { ...spender, step: '9' } })).toBe(NOT_COUNTED);
  const replaced = await makeCode(database.db, { runId });
  const { code } = await makeCode(database.db, { runId });
  await setStop(database.db, { runId, stop: true, reason: 'lunch', by: 'person' });
  expect(await resumeBySignal(database.db, { runId, code: replaced.code, spender })).toBeNull();
  expect(await resumeBySignal(database.db, { runId, code, spender })).toMatchObject({ stopped: false });
  const kept = await database.db.execute<{ digest: string }>(sql`select digest from approval_codes`);
  expect(kept.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
});
