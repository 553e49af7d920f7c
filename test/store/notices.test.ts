import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { deliverNotices } from '../../activities/notify/keep-delivering.ts';
import { type NotifySettings, readNotifySettings } from '../../config/notify-settings.ts';
import { problemsOf } from '../../control/nights/check-nights.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { lastSuccesses, noteQuietNight } from '../../store/nights/last-successes.ts';
import { countNotices } from '../../store/nights/try-notice.ts';
import { noteAlert, noteWait } from '../../store/nights/write-notices.ts';
import { liftEverything, stopEverything } from '../../store/orders/everything.ts';
import { createRun, endRun, failOpenRuns, type Run, setStop } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { smallWorld } from '../support/small-world.ts';

const NOTHING_WRONG = { pending: 0, givenUp: 0, failure: null };
let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

beforeEach(() => database.db.execute(sql`delete from notices`));

test('A pause is noted once for each time that a run comes to stand, its end once, and a cancelling only as its end', async () => {
  const [one, two] = [await newRun(), await newRun()];
  await stop(one, 'brake');
  await stop(one, 'person');
  await setStop(database.db, { runId: one.id, stop: false, reason: null });
  await stop(one, 'person');
  await stop(two, 'cancel');
  await endRun(database.db, two.id, 'cancelled');
  await endRun(database.db, two.id, 'done');
  await failOpenRuns(database.db, one.workflowId);
  await stop(one, 'person');
  expect(await noted()).toEqual([
    { event: 'run-paused', run: one.id, facts: { by: 'brake', why: null } },
    { event: 'run-paused', run: one.id, facts: { by: 'person', why: null } },
    { event: 'run-ended', run: two.id, facts: { state: 'cancelled' } },
    { event: 'run-ended', run: one.id, facts: { state: 'failed' } },
  ]);
});

test('A word to all runs is noted for each that was not paused already; a wait once for each decision before it', async () => {
  const [one, two] = [await newRun(), await newRun()];
  await stop(one, 'person');
  await stopEverything(database.db, { by: 'ada' });
  await liftEverything(database.db);
  await noteWait(database.db, { runId: two.id, undecided: 3 });
  await noteWait(database.db, { runId: two.id, undecided: 3 });
  const events = (await noted()).filter(({ run }) => run === two.id);
  expect(events).toEqual([
    { event: 'run-paused', run: two.id, facts: { by: 'person', why: 'everything-paused' } },
    { event: 'run-waits', run: two.id, facts: { undecided: 3 } },
  ]);
  for (const { workflowId } of [one, two]) await failOpenRuns(database.db, workflowId);
});

test('What is told is signed, names run, organization, profile and codes, and nobody', async () => {
  const [receiver, run] = [await openReceiver(), await newRun()];
  await noteWait(database.db, { runId: run.id, undecided: 1 });
  await deliver(receiver);
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  expect(JSON.parse(body)).toEqual({
    ...{ id: headers['x-dedupe-id'], event: 'run-waits', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    ...{ run: run.id, crm: 'devrev', organization: run.org, profile: 'external-contacts', dryRun: false },
    facts: { undecided: 1 },
  });
  const mac = createHmac('sha256', 'a secret').update(`${headers['x-dedupe-timestamp']}.${body}`).digest('hex');
  expect(headers['x-dedupe-signature']).toBe(`sha256=${mac}`);
  expect(await countNotices(database.db)).toEqual(NOTHING_WRONG);

  await endRun(database.db, run.id, 'done');
  await deliver(receiver, { format: 'slack' });
  expect(JSON.parse(receiver.received[1]?.body ?? '')).toEqual({
    text: `contact-dedupe: run ${run.id} (external-contacts, organization ${run.org}) has ended as done`,
  });
});

test.for([
  ['answers 500', { status: 500 }, 'HTTP 500', undefined],
  ['sends us elsewhere, whom we do not follow', { status: 307, location: '/elsewhere' }, 'HTTP 307', undefined],
  ['takes too long', { afterMs: 1_000 }, 'timeout', 500],
] as const)('A receiver that %s is told again, with the same id', async ([, answer, failure, longestMs]) => {
  const receiver = await openReceiver();
  await noteAlert(database.db, [{ code: 'no-worker', values: {} }]);
  receiver.answers.push(answer);
  await deliver(receiver, {}, longestMs);
  // Once, then its pause is waited for.
  expect(receiver.received).toHaveLength(1);
  expect(await countNotices(database.db)).toEqual({ pending: 1, givenUp: 0, failure });
  await due();
  await deliver(receiver);
  expect(new Set(receiver.received.map(({ headers }) => headers['x-dedupe-id'])).size).toBe(1);
  expect(receiver.received).toHaveLength(2);
  expect(await countNotices(database.db)).toEqual(NOTHING_WRONG);
});

test('One that is down is told when it is back; what nobody took for 24 h is given up, and counted for doctor', async () => {
  const away = await openReceiver();
  await away.close();
  await noteAlert(database.db, [{ code: 'no-worker', values: {} }]);
  await deliver(away);
  expect(await countNotices(database.db)).toEqual({ pending: 1, givenUp: 0, failure: 'ECONNREFUSED' });
  await database.db.execute(sql`update notices set created_at = created_at - interval '25 hours'`);
  await due();
  await deliver(away);
  expect(await countNotices(database.db)).toEqual({ pending: 0, givenUp: 1, failure: 'ECONNREFUSED' });
  // One that nobody tried meanwhile is no news any more, whoever is there now.
  const back = await openReceiver();
  await noteAlert(database.db, [{ code: 'run-waits', values: { run: 'a-1', for: 'decision' } }]);
  await database.db.execute(sql`update notices set created_at = created_at - interval '25 hours'`);
  await deliver(back);
  expect(back.received).toEqual([]);
});

test('Of several that deliver at once each word is sent by one', async () => {
  const receiver = await openReceiver();
  const runs = await Promise.all(Array.from({ length: 12 }, newRun));
  for (const run of runs) await endRun(database.db, run.id, 'done');
  receiver.answers.push(...runs.map(() => ({ afterMs: 20 })));
  await Promise.all([1, 2, 3].map(() => deliver(receiver)));
  const told = receiver.received.map(({ body }) => JSON.parse(body).run);
  expect(told.sort()).toEqual(runs.map(({ id }) => id).sort());
});

test('The same finding of a check is noted once, and again when it was over meanwhile', async () => {
  const problem = { code: 'no-worker' as const, values: {} };
  for (const problems of [[problem], [problem], [], [problem]]) await noteAlert(database.db, problems);
  expect(await noted()).toHaveLength(2);
});

test('A night without anything to merge is a success of its profile; one that is older than asked for is found, one that never was from its start on', async () => {
  const { db } = database;
  await noteQuietNight(db, { crm: 'devrev', org: 'quiet', profile: 'revu-user' });
  const [quiet] = (await lastSuccesses(db)).filter(({ organization }) => organization === 'quiet');
  const at = Date.parse(quiet?.at ?? '');
  expect(quiet).toMatchObject({ profile: 'revu-user', since: quiet?.at });
  const problems = (now: number, success = quiet) =>
    problemsOf({
      successes: success ? [success] : [],
      runs: [],
      workers: 1,
      isTemporalAway: false,
      now,
      alertAfterMs: 1000,
    });
  expect(problems(at + 1000)).toEqual([]);
  expect(problems(at + 1001)).toMatchObject([{ code: 'no-success', values: { profile: 'revu-user', at: quiet?.at } }]);
  expect(problems(at + 1001, quiet && { ...quiet, at: null })).toMatchObject([{ code: 'no-success' }]);
});

async function newRun(): Promise<Run> {
  const { world, plan } = smallWorld([PAIR]);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  return createRun(database.db, { plan, org: world.org, dryRun: false, options });
}

function stop({ id }: Run, by: 'brake' | 'person' | 'cancel'): Promise<unknown> {
  return setStop(database.db, { runId: id, stop: true, reason: 'a reason', by });
}

async function noted() {
  const rows = await database.db.execute(
    sql`select event, run_id as run, facts from notices order by created_at, run_id`,
  );
  return [...rows];
}

/** Nobody waits for the pause. */
async function due(): Promise<void> {
  await database.db.execute(sql`update notices set next_try_at = clock_timestamp()`);
}

async function openReceiver(): Promise<Receiver> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  return receiver;
}

function deliver({ url }: Receiver, more: Partial<NotifySettings> = {}, longestMs = 60_000): Promise<void> {
  const settings = readNotifySettings({ NOTIFY_URL: url, NOTIFY_SECRET: 'a secret' });
  const notify = settings && { ...settings, ...more };
  return deliverNotices({ db: database.db, notify, longestMs });
}
