// Pairs per second of a whole run against an unlimited sandbox, with calls and history events per pair.
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { csvInMemory } from '../contacts/csv-source.ts';
import { planFromCsv } from '../contacts/plan-from-csv.ts';
import { DEFAULT_PROFILE } from '../contacts/profiles.ts';
import { readRules } from '../contacts/rules.ts';
import { startRun } from '../control/start-run.ts';
import { startLeashed } from '../local/leash.ts';
import { startPostgres } from '../local/postgres.ts';
import { findTemporalBinary } from '../local/temporal-binary.ts';
import { startTemporal } from '../local/temporal-server.ts';
import { generateWorld } from '../samples/generate-world.ts';
import { startDevrevSandbox } from '../sandbox/devrev/start.ts';
import { migrateDatabase, openDatabase } from '../store/database.ts';
import { DEFAULT_TIMING } from '../workflows/timing.ts';

const { values } = parseArgs({
  options: { clusters: { type: 'string', default: '100' }, window: { type: 'string', default: '20' } },
});
const clusters = Number(values.clusters);
const folder = await mkdtemp(join(tmpdir(), 'contact-dedupe-bench-'));
await chmod(folder, 0o711);
const binary = await findTemporalBinary();
const temporal = await startTemporal({
  binary: binary.path,
  logFile: join(folder, 't.log'),
  survives: 'kill',
  dbFilename: join(folder, 't.db'),
});
const postgres = await startPostgres({ dataDir: folder, logFile: join(folder, 'p.log') });
const { world, csv } = generateWorld({
  seed: 7,
  clusters,
  ticketsPerContact: 3,
  messagesPerTicket: 4,
  attachmentsPerContact: 1,
  attachmentBytes: 16_384,
});
const profile = DEFAULT_PROFILE;
const rules = await readRules('rules.default.yaml');
const { plan } = await planFromCsv({ source: csvInMemory('bench.csv', csv), rules, neverMerge: new Map(), profile });
const sandbox = await startDevrevSandbox({ world });
await migrateDatabase(postgres.url);
const database = openDatabase({ url: postgres.url });
const connection = await Connection.connect({ address: temporal.address });
const client = new Client({ connection, namespace: temporal.namespace });
const worker = await startLeashed({
  name: 'worker',
  command: process.execPath,
  args: ['--import', 'tsx', 'scripts/worker.ts'],
  env: {
    ...process.env,
    DEVREV_API_TOKEN: 'sandbox-token',
    DEVREV_BASE_URL: sandbox.url,
    DEVREV_RATE_LIMIT: 'unlimited',
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    BACKUP_DIR: join(folder, 'backups'),
    REPORTS_DIR: join(folder, 'reports'),
    LOGS_DIR: join(folder, 'logs'),
  },
  logFile: join(folder, 'w.log'),
});
await new Promise((resolve) => setTimeout(resolve, 6000));
const options = { canary: 5, window: Number(values.window), limit: null, approve: 'auto' as const, csvDigest: null };
const started = performance.now();
const run = await startRun({
  client,
  db: database.db,
  plan,
  org: world.org,
  dryRun: false,
  options,
  timing: { ...DEFAULT_TIMING, firstLookMs: 200 },
  taskQueue: 'contact-dedupe',
});
const result = await client.workflow.getHandle(run.workflowId).result();
const seconds = (performance.now() - started) / 1000;
const pairs = sandbox.effects().filter((effect) => effect.kind === 'merge').length;
let events = 0;
for await (const execution of client.workflow.list({ query: "WorkflowType='mergeCluster'" }))
  events += Number(execution.historyLength ?? 0);
const requests = sandbox.requests();
const byPath: Record<string, number> = {};
for (const request of requests) byPath[request.path] = (byPath[request.path] ?? 0) + 1;
console.log(
  JSON.stringify(
    {
      clusters,
      pairs,
      seconds,
      pairsPerSecond: pairs / seconds,
      callsPerPair: requests.length / pairs,
      eventsPerPair: events / pairs,
      byPath,
      result,
    },
    null,
    1,
  ),
);
await worker.stop();
await connection.close();
await database.close();
await sandbox.close();
await temporal.kill();
await postgres.stop();
