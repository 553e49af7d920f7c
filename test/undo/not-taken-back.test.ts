import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { orderUndo } from '../../control/undo/order-undo.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun, type Run, requireRun } from '../../store/runs/runs.ts';
import { createUndo } from '../../store/undo/create-undo.ts';
import { nextUndoPair } from '../../store/undo/pairs.ts';
import { createStore } from '../support/database.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { type UndonePair, undonePairs } from '../support/undo.ts';
import { mergedByHand } from '../support/undone-by-hand.ts';

/** Where the ledger has a pair, for which no proof stands. */
const UNPROVEN = ['settled-merged', 'settled-apart', 'partial', 'held', 'conflict'] as const;

const duplicateOf = (at: number): string => `REVU-${2 * at + 2}`;
/** The only one that is proven. */
const PROVEN = duplicateOf(UNPROVEN.length);

const ORDER = {
  clusterId: null,
  duplicateId: null,
  keep: null,
  through: false,
  by: 'ada',
  timing: TEST_TIMING,
  shown: null,
};

let database: Database;
let first: Run;
let again: Run;

beforeAll(async () => {
  database = openDatabase({ url: await createStore(inject('adminDatabaseUrl')) });
  const { world, plan } = smallWorld(manyPairs(UNPROVEN.length + 1));
  first = await ended(plan, world.org);
  for (const { id: cluster, primary, duplicates } of plan.clusters)
    for (const duplicate of duplicates)
      await mergedByHand(database.db, { crm: 'devrev', org: world.org, cluster, primary, duplicate, run: first.id });
  for (const [at, state] of UNPROVEN.entries())
    await database.db.execute(sql`update pairs set state = ${state} where duplicate_id = ${duplicateOf(at)}`);
  again = await ended(plan, world.org);
});

afterAll(() => database.close());

async function ended(plan: Parameters<typeof createRun>[1]['plan'], org: string, dryRun = false): Promise<Run> {
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id } = await createRun(database.db, { plan, org, dryRun, options });
  await database.db.execute(sql`update runs set state = 'done', ended_at = clock_timestamp() where id = ${id}`);
  return requireRun(database.db, id);
}

/** The pairs of a new preview, by duplicate; and which of them has a turn. */
async function ordered(runId: string): Promise<{ pairs: Map<string, UndonePair>; turn: string | undefined }> {
  const undo = await createUndo(database.db, { ...ORDER, runId });
  if (undo.kind !== 'created') return expect.unreachable();
  const pairs = new Map((await undonePairs({ database }, undo.id)).map((pair) => [pair.duplicate, pair]));
  const next = await nextUndoPair(database.db, { undoId: undo.id, after: 0 });
  return { pairs, turn: next?.duplicateId };
}

test('A pair that is settled, partial, held or in conflict is no merge that can be taken back: it is named, and has no turn', async () => {
  const { pairs, turn } = await ordered(first.id);
  for (const [at, state] of UNPROVEN.entries())
    expect(pairs.get(duplicateOf(at))).toMatchObject({
      state: 'put-down',
      why: { code: 'undo-not-done', values: { state } },
    });
  expect(pairs.get(PROVEN)).toMatchObject({ state: 'planned', why: null });
  expect(turn).toBe(PROVEN);
});

test('Merges of an earlier run are named with it and left to it', async () => {
  await database.db.execute(sql`update undos set state = 'failed'`);
  const { pairs, turn } = await ordered(again.id);
  const why = { code: 'undo-earlier', values: { run: first.id } };
  expect(pairs.get(PROVEN)).toMatchObject({ state: 'put-down', why });
  expect(turn).toBeUndefined();
});

test('A dry run has merged nothing: there is nothing to take back', async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-3': [] } }]);
  const dry = await ended(plan, world.org, true);
  const stage = { client: {} as Client, db: database.db, taskQueue: 'nobody' };
  await expect(orderUndo({ ...stage, ...ORDER, run: dry })).rejects.toThrow(`Run ${dry.id} is a dry run`);
});
