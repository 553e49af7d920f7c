import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Plan, PlanCluster } from '../../../contacts/plan.ts';
import { withDigest } from '../../../contacts/planning/plan-text.ts';
import { reasonWords } from '../../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../../store/database.ts';
import { keptApart } from '../../../store/decisions/kept-apart.ts';
import { forgetDecision, keepApart, listDecisions } from '../../../store/decisions/lasting.ts';
import { writeIntent } from '../../../store/ledger/merge-steps.ts';
import { takeOnCluster } from '../../../store/ledger/take-on-cluster.ts';
import { makeCode } from '../../../store/orders/codes.ts';
import { decideBySignal, NOT_COUNTED } from '../../../store/orders/signalled.ts';
import { type Choice, storeDecision } from '../../../store/runs/decisions.ts';
import { createRun, type Run } from '../../../store/runs/runs.ts';
import type { Selection } from '../../../store/runs/selection.ts';
import type { PairKey } from '../../../store/types.ts';
import { clusterWith } from '../../support/cluster-with.ts';
import { createStore } from '../../support/database.ts';
import { type ClusterSpec, smallWorld } from '../../support/small-world.ts';

const CRM = 'devrev';
const ORG = 'ACME';

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

beforeEach(clean);

test('A rejected cluster is not approved in a later run, by whatever selection, and neither is another one of two of its people', async () => {
  const first = await newRun(plan(['C-1', 'C-2', 'C-3']));
  expect(await decide(first, 'reject')).toHaveLength(1);
  const later = await newRun(plan(['C-1', 'C-2'], ['C-3', 'C-9'], ['C-7', 'C-8']));
  const all = await decide(later, 'approve');
  expect(all.sort()).toEqual([clusterWith(later.plan, 'C-9'), clusterWith(later.plan, 'C-7')].sort());
  expect(await decide(later, 'approve', { clusters: [clusterWith(later.plan, 'C-2')] })).toEqual([]);
  expect(await decide(later, 'approve', { strategy: 'cxp-uid' })).toEqual([]);
  expect(await overlay(later)).toMatchObject({ decisions: 1, clusters: 1 });
  expect((await overlay(first))?.digest).not.toBe((await overlay(later))?.digest);
});

test('Another run of the same people that has them approved already puts them back, and opens nothing of it', async () => {
  const [one, two] = [await newRun(plan(['C-1', 'C-2'])), await newRun(plan(['C-2', 'C-1', 'C-5'], ['C-7', 'C-8']))];
  await decide(two, 'approve');
  await decide(one, 'reject');
  expect(await states(two)).toEqual({ 'C-5': 'undecided', 'C-7': 'approved' });
  await database.db.execute(sql`update run_clusters set state = 'approved' where run_id = ${two.id}`);
  await database.db.execute(sql`delete from run_refusals`);
  expect(await open(two, 'C-5')).toBeNull();
  expect(await states(two)).toEqual({ 'C-5': 'undecided', 'C-7': 'approved' });
  expect(await decide(two, 'approve', { clusters: [clusterWith(two.plan, 'C-5')] })).toEqual([]);
});

test('What has begun is asked again before it is sent: intent is refused, also for a contact that another was merged into', async () => {
  const run = await newRun(plan(['C-1', 'C-2', 'C-3']));
  await decide(run, 'approve');
  const { key, attempt } = await fresh(run, 'C-3');
  await merged('C-2', 'C-1');
  const [id] = await keepApart(database.db, word(['C-2', 'C-3']));
  const why = { code: 'refused', values: { decision: id, contacts: ['C-1', 'C-3'] } };
  expect(await writeIntent(database.db, { key, attempt })).toEqual(why);
  await forgetDecision(database.db, { id: id ?? 0, by: 'ann' });
  expect(await writeIntent(database.db, { key, attempt })).toBeNull();
});

test('A rejection by a signal without a code holds for its run alone; said once more by a person it lasts', async () => {
  const run = await newRun(plan(['C-1', 'C-2']));
  expect(await decide(run, 'reject', { all: true }, 'signal')).toHaveLength(1);
  expect(await listDecisions(database.db, {})).toEqual([]);
  expect(await decide(run, 'reject', { clusters: [clusterWith(run.plan, 'C-1')] })).toHaveLength(1);
  expect(await listDecisions(database.db, {})).toMatchObject([
    { members: ['C-1', 'C-2'], by: 'ann', through: 'script', runId: run.id, crm: CRM, org: ORG, forgottenAt: null },
  ]);
});

test('An approval with a code decides nothing where the people are kept apart, and spends the code', async () => {
  const run = await newRun(plan(['C-1', 'C-2'], ['C-7', 'C-8']));
  await keepApart(database.db, word(['C-1', 'C-2']));
  const { code } = await makeCode(database.db, { runId: run.id });
  const bySignal = (step: string, selection: Selection): Promise<number> => {
    const spender = { execution: 'first', step };
    return decideBySignal(database.db, { runId: run.id, choice: 'approve', by: 'ann', selection, code, spender });
  };
  expect(await bySignal('7', { clusters: [clusterWith(run.plan, 'C-1')] })).toBe(0);
  expect(await bySignal('8', { all: true })).toBe(NOT_COUNTED);
  const { code: next } = await makeCode(database.db, { runId: run.id });
  const all = { runId: run.id, choice: 'approve' as const, by: 'ann', selection: { all: true as const } };
  const spender = { execution: 'first', step: '9' };
  expect(await decideBySignal(database.db, { ...all, code: next, spender })).toBe(1);
  expect(await states(run)).toEqual({ 'C-2': 'undecided', 'C-7': 'approved' });
});

test('Whom the plan itself keeps apart takes no approval as a whole, opens nowhere, and is in no list of decisions', async () => {
  const [whole] = plan(['C-1', 'C-2', 'C-3']).clusters;
  const clusters = [{ ...whole, decision: 'review', apart: [{ a: 'C-1', b: 'C-3' }] } as PlanCluster];
  const run = await newRun(withDigest({ clusters, crm: CRM, profile: 'external-contacts' }));
  expect(await overlay(run)).toMatchObject({ decisions: 0, clusters: 1 });
  expect(await decide(run, 'approve', { clusters: [clusterWith(run.plan, 'C-1')] })).toEqual([]);
  await database.db.execute(sql`update run_clusters set state = 'approved' where run_id = ${run.id}`);
  expect(await open(run, 'C-1')).toBeNull();
  expect(await states(run)).toEqual({ 'C-3': 'undecided' });
  expect(await listDecisions(database.db, {})).toEqual([]);
});

test('What is forgotten stands on record and stops nobody; the same people can be kept apart anew', async () => {
  const [id = 0] = await keepApart(database.db, word(['C-2', 'C-1']));
  expect(await keepApart(database.db, word(['C-1', 'C-2']))).toEqual([]);
  const run = await newRun(plan(['C-1', 'C-2']));
  expect(await forgetDecision(database.db, { id, by: 'bob' })).toMatchObject({ id, forgottenBy: 'bob' });
  expect(await forgetDecision(database.db, { id, by: 'eve' })).toBeNull();
  expect(await decide(run, 'approve')).toHaveLength(1);
  expect(await listDecisions(database.db, { crm: CRM, org: ORG })).toEqual([]);
  expect(await listDecisions(database.db, { forgotten: true })).toHaveLength(1);
  expect(await keepApart(database.db, word(['C-1', 'C-2']))).toHaveLength(1);
});

test('Another organization knows nothing of it, and a pair needs two people', async () => {
  await keepApart(database.db, { ...word(['C-1', 'C-2']), org: 'OTHER' });
  expect(await keptApart(database.db, { crm: CRM, org: ORG, contacts: ['C-1', 'C-2'] })).toBeNull();
  await expect(keepApart(database.db, word(['C-1', 'C-1']))).rejects.toThrow('two contacts');
});

test('What start lays over a plan and what opening asks are the same, whatever was merged before', async () => {
  const contact = fc.integer({ min: 1, max: 7 }).map((n) => `C-${n}`);
  const people = fc.uniqueArray(contact, { minLength: 2, maxLength: 4 });
  // Only into a higher number: no circles.
  const merges = fc.uniqueArray(fc.tuple(contact, contact), { selector: ([from]) => from, maxLength: 4 });
  const law = fc.asyncProperty(people, fc.array(people, { maxLength: 3 }), merges, async (cluster, aparts, into) => {
    await clean();
    const away = new Map(into.filter(([from, to]) => from < to));
    for (const [from, to] of away) await consumed(from, to);
    for (const members of aparts) await keepApart(database.db, word(members));
    const run = await newRun(plan(cluster));
    const expected = isRefused({ cluster, aparts, away });
    expect((await overlay(run))?.clusters).toBe(expected ? 1 : 0);
    expect((await keptApart(database.db, { crm: CRM, org: ORG, contacts: cluster })) !== null).toBe(expected);
  });
  await fc.assert(law, { numRuns: 30 });
});

/** Two members of one decision are, by now, two different contacts of the cluster that are both still there. */
function isRefused({
  cluster,
  aparts,
  away,
}: {
  cluster: string[];
  aparts: string[][];
  away: Map<string, string>;
}): boolean {
  const now = (id: string): string => (away.has(id) ? now(away.get(id) ?? id) : id);
  const alive = cluster.filter((id) => !away.has(id));
  return aparts.some((members) => {
    const there = new Set(members.map(now).filter((id) => alive.includes(id)));
    return there.size > 1;
  });
}

type PlannedRun = Run & { plan: Plan };

function plan(...clusters: string[][]): Plan {
  const specs = clusters.map((ids): ClusterSpec => ({ members: Object.fromEntries(ids.map((id) => [id, []])) }));
  return smallWorld(specs).plan;
}

async function newRun(of: Plan): Promise<PlannedRun> {
  const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
  return { ...(await createRun(database.db, { plan: of, org: ORG, dryRun: false, options })), plan: of };
}

function decide(
  { id: runId }: Run,
  choice: Choice,
  selection: Parameters<typeof storeDecision>[1]['selection'] = { all: true },
  through: 'script' | 'signal' = 'script',
): Promise<string[]> {
  return storeDecision(database.db, { runId, choice, by: 'ann', selection, through });
}

function open({ id: runId, ...run }: PlannedRun, contact: string): ReturnType<typeof takeOnCluster> {
  const clusterId = clusterWith(run.plan, contact);
  return takeOnCluster(database.db, { runId, clusterId, token: randomUUID() }, reasonWords);
}

/** The pair of this duplicate, opened and led up to where it is to be sent. */
async function fresh(run: PlannedRun, duplicateId: string): Promise<Parameters<typeof writeIntent>[1]> {
  const taken = await open(run, duplicateId);
  if (taken === null) throw new Error('Not open');
  const { primaryId, mode } = taken;
  const clusterId = clusterWith(run.plan, duplicateId);
  const key: PairKey = { mode, crm: CRM, org: ORG, clusterId, primaryId, duplicateId };
  const [row] = await database.db.execute<{ token: string }>(sql`
    update pairs set state = 'fresh' where duplicate_id = ${duplicateId} returning token`);
  return { key, attempt: { token: row?.token ?? '', seq: 0 } };
}

async function merged(duplicate: string, primary: string): Promise<void> {
  await database.db.execute(sql`update pairs set state = 'done' where duplicate_id = ${duplicate}`);
  await consumed(duplicate, primary);
}

async function consumed(duplicate: string, primary: string): Promise<void> {
  await database.db.execute(sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id)
    values (${CRM}, ${ORG}, ${duplicate}, ${primary}, 'r')`);
}

function word(members: string[]): Parameters<typeof keepApart>[1] {
  return { crm: CRM, org: ORG, aparts: [{ members, runId: null }], by: 'ann', through: 'script' };
}

async function overlay({ id }: Run): Promise<{ digest: string; decisions: number; clusters: number } | undefined> {
  const [row] = await database.db.execute<{ digest: string; decisions: number; clusters: number }>(sql`
    select digest, decisions, clusters from run_overlays where run_id = ${id}`);
  return row;
}

/** By the last of each cluster's contacts. */
async function states(run: PlannedRun): Promise<Record<string, string>> {
  const rows = await database.db.execute<{ cluster_id: string; state: string }>(sql`
    select cluster_id, state from run_clusters where run_id = ${run.id}`);
  const of = new Map(rows.map(({ cluster_id, state }) => [cluster_id, state]));
  const named = run.plan.clusters.map(({ id, duplicates }) => [duplicates.at(-1) ?? '', of.get(id) ?? ''] as const);
  return Object.fromEntries(named.map(([contact, state]) => [contact === 'C-8' ? 'C-7' : contact, state]));
}

async function clean(): Promise<void> {
  const tables = ['run_refusals', 'run_overlays', 'lasting_members', 'lasting_decisions', 'locks', 'consumed'];
  for (const table of [...tables, 'pair_events', 'pairs', 'decisions', 'run_clusters', 'runs'])
    await database.db.execute(sql.raw(`delete from ${table}`));
}
