import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { ascending } from '../../contacts/sets/ascending.ts';
import type { GroupedIds } from '../../contacts/sets/id-groups.ts';
import { groupBySources } from '../../contacts/sets/id-groups.ts';
import { finish } from '../../contacts/sets/pausing.ts';
import { analysisJson } from '../../contacts/sets/set-answers.ts';
import { countOf, difference, intersection, union } from '../../contacts/sets/set-operations.ts';
import { addBatch, openSourceSets } from '../../contacts/sets/source-sets.ts';
import { copiedIds } from '../../store/customers/copied-ids.ts';
import { readCustomerSets } from '../../store/customers/id-sets.ts';
import { piecesInTurns } from '../../store/customers/in-turns.ts';
import { createDatabase } from '../support/database.ts';

const SOURCES = ['salesforce', "o'hara", 'internal'];
/** The number of the source that stands for all others. */
const OTHERS = SOURCES.length;

let pool: pg.Pool;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: await createDatabase(inject('adminDatabaseUrl')), max: 2 });
  pool.on('connect', (client) => client.on('error', () => {}));
  await pool.query('create table customers (customer_id bigint not null, source text not null)');
});

beforeEach(() => pool.query('truncate customers'));

afterAll(() => pool.end());

test('An empty table has no ids', async () => {
  const grouped = await readCustomerSets(pool, { sources: SOURCES });
  expect(grouped).toMatchObject({ records: 0, groups: [] });
});

test('Extreme ids, ids twice in a source, a source with a quote and one that is no longer configured', async () => {
  await insert([
    ['9223372036854775807', 'salesforce'],
    ['-9223372036854775808', 'salesforce'],
    ['-9223372036854775808', "o'hara"],
    ['9007199254740993', 'internal'],
    ['9007199254740993', 'internal'],
    ['9007199254740992', 'excel'],
    ['-1', "o'hara"],
  ]);
  const grouped = await readCustomerSets(pool, { sources: SOURCES });
  expect(grouped.records).toBe(7);
  expect(sorted(union(grouped, [0, 1, 2, OTHERS]))).toEqual([
    '-9223372036854775808',
    '-1',
    '9007199254740992',
    '9007199254740993',
    '9223372036854775807',
  ]);
  expect(sorted(intersection(grouped, [0, 1]))).toEqual(['-9223372036854775808']);
  expect(sorted(difference(grouped, 2, [0, 1]))).toEqual(['9007199254740993']);
  expect([0, 1, 2, OTHERS].map((source) => countOf(grouped, source))).toEqual([2, 2, 1, 1]);
});

test.each([
  { ids: 'close together', of: '(random() * 20000)::bigint - 300' },
  { ids: 'far apart', of: '((random() * 20000)::bigint - 300) * 461168601842738' },
])('50,000 records with ids $ids: what SQL answers', async ({ of }) => {
  await insertRandom({ records: 50_000, of });
  const grouped = await readCustomerSets(pool, { sources: SOURCES });
  expect(grouped.records).toBe(50_000);
  expect(sorted(union(grouped, [0, 1, 2]))).toEqual(await ids('select customer_id from customers'));
  const of0 = "select customer_id from customers where source = 'salesforce'";
  const of1 = "select customer_id from customers where source = 'o''hara'";
  const of2 = "select customer_id from customers where source = 'internal'";
  expect(sorted(intersection(grouped, [0, 1, 2]))).toEqual(await ids(`${of0} intersect ${of1} intersect ${of2}`));
  expect(sorted(difference(grouped, 1, [0, 2]))).toEqual(await ids(`${of1} except ${of0} except ${of2}`));
});

test('An answer comes in pieces, and others have their turn in between', async () => {
  await insertRandom({ records: 50_000, of: '(random() * 200000)::bigint * 100003' });
  const grouped = await readCustomerSets(pool, { sources: SOURCES });
  let turns = 0;
  let ended = false;
  const count = (): void => {
    turns += 1;
    if (!ended) setImmediate(count);
  };
  setImmediate(count);
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesInTurns(analysisJson(grouped))) pieces.push(piece);
  ended = true;
  expect(turns).toBeGreaterThan(pieces.length);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
  const answer = JSON.parse(Buffer.concat(pieces).toString());
  const unique = (await ids('select customer_id from customers')).map(Number);
  expect(answer).toEqual({
    total_records: 50_000,
    unique_customers: unique.length,
    duplicates_found: 50_000 - unique.length,
    unique_customer_ids: unique,
  });
});

test('Wherever the bytes of a copy are cut, the ids are the same; one that ends early is refused', async () => {
  await insertRandom({ records: 5000, of: '(random() * 9000)::bigint' });
  const client = await pool.connect();
  const rows = "select customer_id, (case source when 'salesforce' then 0 else 1 end)::smallint from customers";
  const bytes = Buffer.concat(await client.query(copyTo(`copy (${rows}) to stdout (format binary)`)).toArray());
  client.release();
  const whole = await takeCopy([bytes]);
  for (const length of [1, 7, 20, 4096]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
      bytes.subarray(index * length, (index + 1) * length),
    );
    expect(await takeCopy(pieces)).toEqual(whole);
  }
  expect(whole.records).toBe(5000);
  for (const missing of [1, 2, 3, 25])
    await expect(takeCopy([bytes.subarray(0, -missing)])).rejects.toThrow('A copy must end with its trailer');
});

test('A reading that is given up fails, and the next one is well', async () => {
  await insertRandom({ records: 50_000, of: '(random() * 20000)::bigint' });
  const signal = AbortSignal.abort();
  await expect(readCustomerSets(pool, { sources: SOURCES, signal })).rejects.toThrow('aborted');
  expect(pool.totalCount - pool.idleCount).toBe(0);
  expect((await readCustomerSets(pool, { sources: SOURCES })).records).toBe(50_000);
});

async function takeCopy(pieces: Buffer[]): Promise<GroupedIds> {
  const sets = openSourceSets({ sources: 2 });
  await pipeline(
    Readable.from(pieces),
    copiedIds((batch) => addBatch(sets, batch)),
  );
  return finish(groupBySources(sets));
}

function sorted(ids: BigInt64Array): string[] {
  return Array.from(finish(ascending(ids)), String);
}

async function ids(select: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct customer_id::text as id, customer_id from (${select}) as found order by customer_id`,
  );
  return rows.map(({ id }) => id);
}

async function insert(records: [id: string, source: string][]): Promise<void> {
  for (const record of records) await pool.query('insert into customers values ($1, $2)', record);
}

async function insertRandom({ records, of }: { records: number; of: string }): Promise<void> {
  await pool.query(
    `insert into customers select ${of}, ($1::text[])[1 + floor(random() * 3)] from generate_series(1, $2)`,
    [SOURCES, records],
  );
}
