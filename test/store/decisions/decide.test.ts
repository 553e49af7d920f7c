import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { PlanCluster } from '../../../contacts/plan.ts';
import type { DecidedSo } from '../../../contacts/planning/decided-parts.ts';
import { withDigest } from '../../../contacts/planning/plan-text.ts';
import { takeDecision, tryDecision } from '../../../control/decisions/decide.ts';
import { reasonWords } from '../../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../../store/database.ts';
import { type DecideOutcome, decideOtherwise } from '../../../store/decisions/decide.ts';
import { keepApart, listDecisions } from '../../../store/decisions/lasting.ts';
import { undoDecision } from '../../../store/decisions/undo-decision.ts';
import { type TakenOnCluster, takeOnCluster } from '../../../store/ledger/take-on-cluster.ts';
import { reportHead } from '../../../store/reports/head.ts';
import { reportRows } from '../../../store/reports/rows.ts';
import { storeDecision } from '../../../store/runs/decisions.ts';
import { createRun, endRun, type Run } from '../../../store/runs/runs.ts';
import { RULES } from '../../contacts/make.ts';
import { createStore } from '../../support/database.ts';
import { smallWorld } from '../../support/small-world.ts';

const CRM = 'devrev';
let database: Database;
let org = '';

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

const { plan } = smallWorld([
  { members: { 'REVU-1': [], 'REVU-2': [], 'REVU-3': [], 'REVU-4': [] }, decision: 'review' },
  { members: { 'REVU-7': [], 'REVU-8': [] } },
]);
const four = plan.clusters.find(({ primary }) => primary === 'REVU-1') as PlanCluster;

/** Each in an organization of its own. */
async function newRun(more: Partial<Parameters<typeof createRun>[1]> = {}): Promise<Run> {
  org = more.org ?? `ORG-${randomUUID().slice(0, 8)}`;
  const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
  return createRun(database.db, { plan, org, dryRun: false, options, ...more });
}

async function decide(run: Run, said: DecidedSo, clusterId: string = four.id): Promise<DecideOutcome> {
  const { cluster, decided } = await tryDecision(database.db, { run, clusterId, said, rules: RULES });
  const words = { by: 'ann', because: 'two people', approve: true };
  return decideOtherwise(database.db, { runId: run.id, cluster, said, decided, ...words });
}

async function made(run: Run, said: DecidedSo): Promise<string[]> {
  const outcome = await decide(run, said);
  if (!outcome.ok) throw new Error(outcome.because);
  return outcome.clusters;
}

function open(run: Run, clusterId: string): Promise<TakenOnCluster | null> {
  return takeOnCluster(database.db, { runId: run.id, clusterId, token: randomUUID() }, reasonWords);
}

function undo(run: Run, clusterId: string) {
  return undoDecision(database.db, { runId: run.id, clusterId, by: 'bob' });
}

async function stateOf(run: Run, clusterId: string): Promise<string | undefined> {
  const [row] = await database.db.execute<{ state: string }>(sql`
    select state from run_clusters where run_id = ${run.id} and cluster_id = ${clusterId}`);
  return row?.state;
}

test('Another primary is a cluster of its own, approved: the one of before never opens, whatever is said of it', async () => {
  const run = await newRun();
  const [part = ''] = await made(run, { primary: 'REVU-3' });
  expect(await stateOf(run, four.id)).toBe('replaced');
  const all = { runId: run.id, choice: 'approve' as const, by: 'eve' };
  expect(await storeDecision(database.db, { ...all, selection: { clusters: [four.id] } })).toEqual([]);
  expect(await open(run, four.id)).toBeNull();
  const taken = await open(run, part);
  expect(taken).toMatchObject({ primaryId: 'REVU-3' });
  expect(taken?.pairs.map(({ duplicateId }) => duplicateId)).toEqual(['REVU-1', 'REVU-2', 'REVU-4']);
  expect(await listDecisions(database.db, { crm: CRM, org })).toEqual([]);
});

test('A split keeps its parts apart in every run from now on, and each part opens alone', async () => {
  const run = await newRun();
  const parts = await made(run, {
    split: [
      ['REVU-1', 'REVU-2'],
      ['REVU-3', 'REVU-4'],
    ],
  });
  expect(parts).toHaveLength(2);
  const opened = await Promise.all(parts.map((part) => open(run, part)));
  expect(opened.map((taken) => [taken?.primaryId, taken?.pairs.length])).toEqual([
    ['REVU-1', 1],
    ['REVU-3', 1],
  ]);
  expect(await listDecisions(database.db, { crm: CRM, org })).toHaveLength(4);
  await endRun(database.db, run.id, 'done');
  const later = await newRun({ org });
  const asked = { runId: later.id, choice: 'approve' as const, by: 'eve', selection: { clusters: [four.id] } };
  expect(await storeDecision(database.db, asked)).toEqual([]);
});

test('What a run has identified are the clusters of its plan: what is decided otherwise counts once, in its run and in the next', async () => {
  const first = await newRun();
  for (const [run, said, approved] of [
    [first, { primary: 'REVU-3' }, 3],
    [await newRun({ org }), { without: ['REVU-4'] }, 2],
  ] as const) {
    await made(run, said as DecidedSo);
    const { counts } = await reportHead(database.db, run, await reportRows(database.db, run), []);
    expect(counts).toMatchObject({ identified: 4, blocked: 0, approved });
  }
});

test('The parts are of that run alone: the next one of the plan has the clusters of the plan', async () => {
  const run = await newRun();
  const parts = await made(run, { primary: 'REVU-2' });
  const later = await newRun({ org });
  expect(await stateOf(later, parts[0] ?? '')).toBeUndefined();
  expect(await stateOf(later, four.id)).toBe('undecided');
});

test('A part may not unite those whom an older decision keeps apart, and nothing is written then', async () => {
  const run = await newRun();
  await keepApart(database.db, {
    crm: CRM,
    org,
    aparts: [{ members: ['REVU-1', 'REVU-2'], runId: null }],
    by: 'ann',
    through: 'script',
  });
  expect(await decide(run, { without: ['REVU-4'] })).toMatchObject({
    because: 'kept-apart',
    kept: { contacts: ['REVU-1', 'REVU-2'] },
  });
  expect(await decide(run, { primary: 'REVU-2' })).toMatchObject({ because: 'kept-apart' });
  expect([await stateOf(run, four.id), (await listDecisions(database.db, { crm: CRM, org })).length]).toEqual([
    'undecided',
    1,
  ]);
  expect(await decide(run, { without: ['REVU-2'] })).toMatchObject({ ok: true });
});

test('Nothing is decided otherwise, or taken back, once a pair of the cluster has begun, in whichever run', async () => {
  const [run, other] = [await newRun(), await newRun({ org })];
  await storeDecision(database.db, {
    runId: other.id,
    choice: 'approve',
    by: 'ann',
    selection: { clusters: [four.id] },
  });
  await open(other, four.id);
  expect(await decide(run, { primary: 'REVU-2' })).toEqual({ ok: false, because: 'begun' });
  expect(await undo(other, four.id)).toEqual({ ok: false, because: 'begun' });
  expect(await stateOf(run, four.id)).toBe('undecided');
});

test('undo takes a decision back with what it kept apart, an approval, a refusal, and later; the cluster waits again, until a part has begun', async () => {
  const run = await newRun();
  const [part = ''] = await made(run, { without: ['REVU-4'] });
  expect(await undo(run, part)).toEqual({ ok: true, was: 'replaced', cluster: four.id });
  expect([await stateOf(run, four.id), await stateOf(run, part)]).toEqual(['undecided', 'replaced']);
  expect(await open(run, part)).toBeNull();
  expect(await listDecisions(database.db, { crm: CRM, org })).toEqual([]);
  const about = { runId: run.id, by: 'ann', selection: { clusters: [four.id] } };
  for (const [choice, was] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['later', 'later'],
  ] as const) {
    expect(await storeDecision(database.db, { ...about, choice })).toEqual([four.id]);
    expect(await undo(run, four.id)).toEqual({ ok: true, was, cluster: four.id });
  }
  expect(await listDecisions(database.db, { crm: CRM, org })).toEqual([]);
  expect(await undo(run, four.id)).toEqual({ ok: false, because: 'state', state: 'undecided' });
  const [again = ''] = await made(run, { without: ['REVU-4'] });
  expect(again).not.toBe(part);
  await open(run, again);
  expect(await undo(run, four.id)).toEqual({ ok: false, because: 'begun' });
  expect(await listDecisions(database.db, { crm: CRM, org })).toHaveLength(3);
});

test('undo of a refusal leaves one that was given before in another run as it stands: the cluster waits, and takes no approval', async () => {
  const first = await newRun();
  const about = { by: 'ann', selection: { clusters: [four.id] } };
  await storeDecision(database.db, { ...about, runId: first.id, choice: 'reject' });
  await endRun(database.db, first.id, 'done');
  const run = await newRun({ org });
  expect(await storeDecision(database.db, { ...about, runId: run.id, choice: 'reject' })).toEqual([four.id]);
  expect(await undo(run, four.id)).toMatchObject({ ok: true, was: 'rejected' });
  expect(await listDecisions(database.db, { crm: CRM, org })).toMatchObject([{ runId: first.id }]);
  expect(await storeDecision(database.db, { ...about, runId: run.id, choice: 'approve' })).toEqual([]);
});

test('Those whom the plan keeps apart may be in two parts, and never in one', async () => {
  const apart = [
    { a: 'REVU-1', b: 'REVU-3' },
    { a: 'REVU-2', b: 'REVU-4' },
  ];
  const clusters = [{ ...four, decision: 'review' as const, apart }];
  const run = await newRun({ plan: withDigest({ clusters, crm: CRM, profile: 'external-contacts' }) });
  const split = (...parts: string[][]) => decide(run, { split: parts });
  const refused = { ok: false, because: 'kept-apart', kept: { decision: 0, contacts: ['REVU-1', 'REVU-3'] } };
  expect(await split(['REVU-1', 'REVU-3'], ['REVU-2'], ['REVU-4'])).toEqual(refused);
  const decided = await split(['REVU-1', 'REVU-2'], ['REVU-3', 'REVU-4']);
  expect(decided).toMatchObject({ ok: true });
  for (const part of decided.ok ? decided.clusters : []) expect(await open(run, part)).not.toBeNull();
});

test('While a cluster is being opened its decision waits, and is then refused', async () => {
  const run = await newRun();
  await storeDecision(database.db, { runId: run.id, choice: 'approve', by: 'ann', selection: { clusters: [four.id] } });
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  let hasRow = (): void => undefined;
  const locked = new Promise<void>((resolve) => {
    hasRow = resolve;
  });
  const opening = database.db.transaction(async (tx) => {
    await tx.execute(
      sql`update run_clusters set state = 'started' where run_id = ${run.id} and cluster_id = ${four.id}`,
    );
    hasRow();
    await held;
  });
  await locked;
  const deciding = decide(run, { primary: 'REVU-2' });
  const undoing = undo(run, four.id);
  const first = await Promise.race([
    deciding,
    undoing,
    new Promise((resolve) => setTimeout(() => resolve('waits'), 150)),
  ]);
  expect(first).toBe('waits');
  end();
  await opening;
  expect(await Promise.all([deciding, undoing])).toMatchObject([{ because: 'begun' }, { because: 'begun' }]);
});

test('A cluster that is blocked, and a run that has ended, are refused in words', async () => {
  const run = await newRun();
  await endRun(database.db, run.id, 'done');
  expect(await decideAs(run)).toMatch(/has ended/);
  const { plan: blocked } = smallWorld([{ members: { 'REVU-11': [], 'REVU-12': [] }, decision: 'blocked' }]);
  const other = await newRun({ plan: blocked });
  const [cluster] = blocked.clusters;
  const tried = tryDecision(database.db, {
    run: other,
    clusterId: cluster?.id ?? '',
    said: { primary: 'REVU-12' },
    rules: RULES,
  });
  await expect(tried).rejects.toThrow(`Cluster ${cluster?.id} is blocked: made for a test`);
});

async function decideAs(run: Run): Promise<string> {
  const said: DecidedSo = { primary: 'REVU-2' };
  const { cluster, decided } = await tryDecision(database.db, { run, clusterId: four.id, said, rules: RULES });
  const client = (): never => {
    throw new Error('Nobody is to be woken');
  };
  const word = { by: 'ann', because: 'so', approve: true, client };
  return takeDecision({ db: database.db, run, cluster, said, decided, ...word }).then(String, (error) => String(error));
}
