import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { PlanCluster } from '../../../contacts/plan.ts';
import { tryDecision } from '../../../control/decisions/decide.ts';
import { requireJudged } from '../../../control/decisions/judged-band.ts';
import { type Database, openDatabase } from '../../../store/database.ts';
import { decideOtherwise } from '../../../store/decisions/decide.ts';
import { keepApart } from '../../../store/decisions/lasting.ts';
import { undoDecision } from '../../../store/decisions/undo-decision.ts';
import { putDoubts } from '../../../store/ledger/doubts.ts';
import { takeOverPair } from '../../../store/ledger/take-over-pair.ts';
import { migrateDatabase } from '../../../store/migrate.ts';
import { makeCode } from '../../../store/orders/codes.ts';
import { decideBySignal, resumeBySignal } from '../../../store/orders/signalled.ts';
import { type Choice, storeDecision } from '../../../store/runs/decisions.ts';
import { createRun, endRun, type Run } from '../../../store/runs/runs.ts';
import type { Selection } from '../../../store/runs/selection.ts';
import { RULES } from '../../contacts/make.ts';
import { createDatabase } from '../../support/database.ts';
import { matchedPlan } from '../../support/matched-plan.ts';
import { smallWorld } from '../../support/small-world.ts';

const EVERY_FIELD = (a: string, b: string) => ({ a, b, fields: [{ field: 'email' }] });
const { plan: made } = smallWorld([
  { members: { 'REVU-1': [], 'REVU-2': [], 'REVU-3': [] }, decision: 'review' },
  { members: { 'REVU-4': [], 'REVU-5': [] }, decision: 'review' },
  { members: { 'REVU-6': [], 'REVU-7': [] } },
]);
const plan = matchedPlan(made, {
  'REVU-1': { cells: {}, relies: [EVERY_FIELD('REVU-1', 'REVU-2'), EVERY_FIELD('REVU-2', 'REVU-3')] },
  'REVU-4': { cells: {}, relies: [EVERY_FIELD('REVU-4', 'REVU-5')], band: 'review' },
});
const [three, two, plain] = ['REVU-1', 'REVU-4', 'REVU-6'].map(
  (id) => plan.clusters.find(({ primary }) => primary === id) as PlanCluster,
) as [PlanCluster, PlanCluster, PlanCluster];
const STRATEGY = three.strategy;

let database: Database;

beforeAll(async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await migrateDatabase(url);
  database = openDatabase({ url });
});

afterAll(() => database.close());

async function newRun(org: string = `ORG-${randomUUID().slice(0, 8)}`): Promise<Run> {
  const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
  return createRun(database.db, { plan, org, dryRun: false, options });
}

function say(run: Run, selection: Selection, choice: Choice = 'approve', more: object = {}): Promise<string[]> {
  return storeDecision(database.db, { runId: run.id, choice, by: 'ada', selection, ...more });
}

async function signal(run: Run, selection: Selection, code: string | null): Promise<void> {
  const spender = { execution: 'first', step: '1' };
  await decideBySignal(database.db, { runId: run.id, choice: 'approve', by: 'ada', selection, code, spender });
}

async function codeOf({ id: runId }: Run): Promise<string> {
  return (await makeCode(database.db, { runId })).code;
}

/** Of the clusters that rest on a matching, and of what was made of them, those that would be merged. */
async function approved(run: Run): Promise<string[]> {
  const rows = await database.db.execute<{ id: string }>(sql`
    select cluster_id as id from run_clusters where run_id = ${run.id} and state = 'approved' and cluster_id <> ${plain.id}`);
  return rows.map(({ id }) => id);
}

const WAYS: Record<string, (run: Run) => Promise<unknown>> = {
  'approve --all': (run) => say(run, { all: true }),
  'approve --strategy': (run) => say(run, { strategy: STRATEGY }),
  'start --approve auto': (run) => say(run, { all: true }, 'approve', { onlyUndecided: true }),
  'a signal for all with a code': async (run) => signal(run, { all: true }, await codeOf(run)),
  'a signal for its strategy with a code': async (run) => signal(run, { strategy: STRATEGY }, await codeOf(run)),
  'a signal that names it, without a code': (run) => signal(run, { clusters: [three.id, two.id] }, null),
  'a signal to resume with a code': async (run) =>
    resumeBySignal(database.db, {
      runId: run.id,
      code: await codeOf(run),
      spender: { execution: 'first', step: '1' },
    }),
  'approve --band auto before anybody has judged': (run) =>
    requireJudged(database.db, { run, by: 'ada' }).then(
      () => say(run, { band: 'auto' }),
      () => undefined,
    ),
  'approve --all after it was left for later': async (run) => {
    await say(run, { clusters: [three.id, two.id] }, 'later');
    await say(run, { all: true });
    await say(run, { strategy: STRATEGY });
  },
  'approve --band auto once what it relies on has changed': async (run) => {
    const { crm, org } = run;
    const key = { mode: 'real', crm, org, clusterId: three.id, primaryId: 'REVU-1', duplicateId: 'REVU-2' } as const;
    const seen = ['REVU-1', 'REVU-2'].map((contact) => ({ contact, says: `a@${contact}`, field: 'email' }));
    await putDoubts(database.db, { key, runId: run.id, doubts: [{ kind: 'match', seen }] });
    await say(run, { band: 'auto' });
    await say(run, { all: true });
  },
  'approve --band auto where two of it are kept apart': async (run) => {
    const { crm, org } = run;
    const aparts = [{ members: ['REVU-1', 'REVU-3'], runId: null }];
    await keepApart(database.db, { crm, org, aparts, by: 'ben', through: 'script' });
    await say(run, { band: 'auto' });
    await say(run, { clusters: [three.id] });
  },
  'approve --band auto of one that is not in it': async (run) => {
    await say(run, { clusters: [three.id] }, 'reject');
    await say(run, { band: 'auto' });
  },
  'its own approval, taken back': async (run) => {
    await say(run, { clusters: [two.id] });
    await undoDecision(database.db, { runId: run.id, clusterId: two.id, by: 'ben' });
    await say(run, { strategy: STRATEGY });
  },
  'decide --without and --undecided, then its strategy': async (run) => {
    const said = { without: ['REVU-3'] };
    const wanted = await tryDecision(database.db, { run, clusterId: three.id, said, rules: RULES });
    const words = { by: 'ada', because: 'another one', approve: false };
    const outcome = await decideOtherwise(database.db, { ...wanted, runId: run.id, ...words });
    expect(outcome).toMatchObject({ ok: true, clusters: [expect.any(String)] });
    await say(run, { strategy: 'decided' });
    await say(run, { all: true });
    await say(run, { band: 'auto' });
  },
  'resolve --as resend': async (run) => {
    const { crm, org } = run;
    const key = { mode: 'real', crm, org, clusterId: two.id, primaryId: 'REVU-4', duplicateId: 'REVU-5' } as const;
    const taken = await takeOverPair(
      database.db,
      { key, as: 'resend', by: 'ada', token: randomUUID() },
      { reason: 'given up' },
    );
    expect(taken).toMatchObject({ refused: { code: 'pair-not-in-ledger' } });
  },
};

test.for(Object.entries(WAYS))('A cluster that a matching found is not approved by %s', async ([, way]) => {
  const run = await newRun();
  await way(run);
  expect(await approved(run)).toEqual([]);
});

test('Its own approval in one run is none in the next one', async () => {
  const run = await newRun();
  await say(run, { clusters: [three.id, two.id] });
  await endRun(database.db, run.id, 'cancelled');
  const next = await newRun(run.org);
  await say(next, { all: true });
  expect(await approved(next)).toEqual([]);
});

test('It is approved by its own approval, by a part of it that a person has approved, and with its band once that was judged', async () => {
  const run = await newRun();
  expect(await say(run, { clusters: [two.id] })).toEqual([two.id]);
  const other = await newRun();
  const said = { without: ['REVU-3'] };
  const wanted = await tryDecision(database.db, { run: other, clusterId: three.id, said, rules: RULES });
  const words = { by: 'ada', because: 'another one', approve: true };
  const outcome = await decideOtherwise(database.db, { ...wanted, runId: other.id, ...words });
  expect(await approved(other)).toEqual(outcome.ok ? outcome.clusters : []);
  expect(await say(await newRun(), { band: 'auto' })).toEqual([three.id]);
});
