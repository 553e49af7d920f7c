import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { csvFile } from '../contacts/csv/source.ts';
import type { Plan } from '../contacts/plan.ts';
import { planFromCsv } from '../contacts/planning/plan-from-csv.ts';
import { DEFAULT_PROFILE } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';
import { startPostgres } from '../local/postgres/server.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { keepApart } from '../store/decisions/lasting.ts';
import { migrateDatabase } from '../store/migrate.ts';
import { storeDecision } from '../store/runs/decisions.ts';
import { createRun } from '../store/runs/runs.ts';
import { writeCsv } from './csv-file.ts';
import type { Measurement } from './measurement.ts';

/** Of ten rows of the file six are three pairs. */
const ROWS_PER_CLUSTER = 10 / 3;
/** One pair of so many was refused before. */
const REFUSED_EVERY = 100;
const ORG = 'bench';

/** What `start` does in the store with a large plan: its clusters and their records, the decisions that stand laid over them, and an approval. */
export async function benchStart({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contact-dedupe-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startPostgres({ dataDir: folder, logFile: join(folder, 'postgres.log') });
  try {
    const plan = await largePlan(join(folder, 'contacts.csv'), quick ? 20_000 : 200_000);
    await migrateDatabase(postgres.url);
    const database = openDatabase({ url: postgres.url });
    try {
      return await measure(database.db, plan);
    } finally {
      await database.close();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function largePlan(path: string, clusters: number): Promise<Plan> {
  await writeCsv({ path, rows: Math.ceil(clusters * ROWS_PER_CLUSTER), quotedEvery: 5 });
  const rules = await readRules('rules.default.yaml');
  const source = csvFile(path);
  return (await planFromCsv({ source, rules, neverMerge: new Map(), profile: DEFAULT_PROFILE })).plan;
}

async function measure(db: Db, plan: Plan): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const statements = countStatements();
  const aparts = plan.clusters
    .filter((_, at) => at % REFUSED_EVERY === 0)
    .map(({ primary, duplicates }) => ({ members: [primary, ...duplicates], runId: null }));
  const note = `${plan.clusters.length.toLocaleString('en-US')} clusters, ${aparts.length.toLocaleString('en-US')} decisions that stand; embedded Postgres`;
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = statements();
    const began = performance.now();
    const value = await work();
    measurements.push({ name, value: (performance.now() - began) / 1000, unit: 's', note });
    measurements.push({ name: `${name}, statements`, value: statements() - before, unit: '', note });
    return value;
  };
  const word = { crm: plan.crm, org: ORG, by: 'bench', through: 'script' as const };
  await timed('people kept apart', () => db.transaction((tx) => keepApart(tx, { ...word, aparts })));
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const start = (): ReturnType<typeof createRun> => createRun(db, { plan, org: ORG, dryRun: true, options });
  const first = await timed('start', start);
  await db.execute(sql`update runs set state = 'done' where id = ${first.id}`);
  const second = await timed('start of the same plan once more', start);
  const approval = { runId: second.id, choice: 'approve' as const, by: 'bench', selection: { all: true as const } };
  await timed('approval of all', () => storeDecision(db, approval));
  const [row] = await db.execute<{ refused: number; records: number }>(sql`
    select (select count(*) from run_refusals where run_id = ${second.id})::int as refused,
      (select count(*) from cluster_records)::int as records`);
  if (row?.refused !== aparts.length || row.records !== plan.clusters.length)
    throw new Error(`${row?.refused} clusters are refused and ${row?.records} have records`);
  return measurements;
}

/** Tells how many statements this process has sent so far. */
function countStatements(): () => number {
  let count = 0;
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]): unknown {
    count += 1;
    return Reflect.apply(query, this, args);
  } as typeof query;
  return () => count;
}
