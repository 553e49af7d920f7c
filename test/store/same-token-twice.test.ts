import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { said } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import type { PairState } from '../../store/types.ts';
import { createStore } from '../support/database.ts';
import { LEDGER_STEPS, type LedgerStep, type Walk } from '../support/ledger-steps.ts';
import { patience } from '../support/patience.ts';
import { smallWorld } from '../support/small-world.ts';
import { readingOf } from '../support/two-plans-ledger.ts';

const WALKS = 12;
/** Until every step was taken. */
const MOST_ROUNDS = 15;
const LENGTH = 14;

let database: Database;
const taken = new Set<string>();

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

test('Every step of the ledger that writes gives the same token the same answer twice, and does its work once', {
  timeout: patience(240_000),
}, async () => {
  const choices = fc.array(fc.nat({ max: 1000 }), { minLength: LENGTH, maxLength: LENGTH });
  const walk = fc.asyncProperty(choices, async (picks) => {
    const on = await begin();
    for (const pick of picks) {
      const { state, ref } = await standing(on);
      const open = LEDGER_STEPS.filter(
        (one) => one.from.includes(state) && (one.ref === undefined || one.ref.includes(ref)),
      );
      const preferred = open.filter((one) => (pick % 2 === 0 ? one.onward : !taken.has(one.name)));
      const choice = preferred.length > 0 ? preferred : open;
      const step = choice[(pick >> 1) % choice.length];
      if (step !== undefined) await twice(on, step);
    }
  });
  const missed = (): string[] => LEDGER_STEPS.map(({ name }) => name).filter((name) => !taken.has(name));
  for (let rounds = 0; rounds < MOST_ROUNDS && (rounds === 0 || missed().length > 0); rounds += 1)
    await fc.assert(walk, { numRuns: WALKS });
  expect(missed()).toEqual([]);
});

async function twice(on: Walk, step: LedgerStep): Promise<void> {
  taken.add(step.name);
  const once = step.prepare(on);
  const answer = await once();
  const after = await snapshot(on);
  expect(await once(), step.name).toEqual(answer);
  expect(await snapshot(on), step.name).toEqual(after);
}

/** A run with one cluster of two contacts that the rules are sure of. */
async function begin(): Promise<Walk> {
  const { db } = database;
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(db, { plan, org: world.org, dryRun: false, options });
  await db.execute(sql`update run_clusters set state = 'approved' where run_id = ${runId}`);
  const clusterId = plan.clusters[0]?.id ?? '';
  const ids = { crm: 'devrev', org: world.org, clusterId, primaryId: 'REVU-1', duplicateId: 'REVU-2' };
  const on: Walk = {
    db,
    runId,
    key: { mode: 'real', ...ids },
    attempt: { token: randomUUID(), seq: 0 },
    readings: { primary: readingOf('REVU-1'), duplicate: readingOf('REVU-2') },
    because: said({ code: 'not-applied', values: {} }),
  };
  await twice(on, LEDGER_STEPS.find(({ name }) => name === 'takeOnCluster') as LedgerStep);
  for (const name of ['saveReading', 'planExternalRefChange'])
    await twice(on, LEDGER_STEPS.find((step) => step.name === name) as LedgerStep);
  return on;
}

async function standing({ db, key }: Walk): Promise<{ state: PairState; ref: string }> {
  const [row] = await db.execute<{ state: PairState; ref: string | null }>(sql`
    select state, (select state from ref_changes r where r.org = p.org) as ref from pairs p where org = ${key.org}`);
  return { state: row?.state ?? 'approved', ref: row?.ref ?? 'planned' };
}

/** All that the ledger has of the organization, without the clock. */
async function snapshot({ db, key }: Walk): Promise<object> {
  const { org } = key;
  const times = [
    'updated_at',
    'last_look_at',
    'quiet_since',
    'unchanged_since',
    'sent_at',
    'read_at',
    'started_at',
    'ended_at',
  ];
  // Each write of a reference that may have reached the CRM counts, also one that is made twice.
  const hidden = (table: string): string[] => (table === 'ref_changes' ? [...times, 'sends'] : times);
  const tables = ['pairs', 'locks', 'consumed', 'redirects', 'resolutions', 'settlements', 'readings', 'ref_changes'];
  const parts = tables.map(
    (
      table,
    ) => sql`select ${table} as "table", (to_jsonb(t) - ${sql.raw(`array['${hidden(table).join("','")}']`)})::text as row
      from ${sql.identifier(table)} t where org = ${org}`,
  );
  const found = await db.execute<{ table: string; row: string }>(sql.join(parts, sql` union all `));
  return Object.fromEntries(
    tables.map((table) => [
      table,
      found
        .filter((one) => one.table === table)
        .map(({ row }) => row)
        .sort(),
    ]),
  );
}
