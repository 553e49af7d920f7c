import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../local/postgres/server.ts';
import { startLeashed } from '../local/process/leash.ts';
import { until } from '../local/process/until.ts';
import { createRandom } from '../samples/random.ts';
import type { Measurement } from './measurement.ts';

const API = fileURLToPath(new URL('../scripts/api.ts', import.meta.url));
const SOURCES = ['salesforce', 'hubspot', 'internal'] as const;
const BATCH = 5_000;
const MIB = 1024 * 1024;

/** What a FastAPI and SQLAlchemy application needs for a million records on two cores, and a fifth or a quarter of it. */
const GOALS = { uploadSeconds: 20, analyzeSeconds: 3, compareSeconds: 0.6, peakMiB: 475 };

/** The customers API as its users have it: HTTP, its own process, a durable Postgres. */
export async function benchCustomers({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const sizes = quick ? [20_000] : [100_000, 1_000_000];
  const measurements: Measurement[] = [];
  for (const records of sizes) measurements.push(...(await withApi((api) => measure(api, records))));
  return measurements;
}

interface Api {
  url: string;
  pid: number;
}

async function measure({ url, pid }: Api, records: number): Promise<Measurement[]> {
  const goals = records === 1_000_000 ? GOALS : null;
  const note = `${records.toLocaleString('en-US')} records, batches of ${BATCH.toLocaleString('en-US')}`;
  const line = (name: string, value: number, unit: string, goal?: number): Measurement => ({
    name: `${name}, ${records.toLocaleString('en-US')}`,
    value,
    unit,
    ...(goal === undefined ? {} : { goal: { atMost: goal } }),
    note,
  });
  const upload = await seconds(() => uploadAll(url, records));
  const watch = watchHealth(url);
  const analyze = await best(() => read(`${url}/api/v1/deduplication/analyze`));
  const compare = await best(() => read(`${url}/api/v1/deduplication/compare-sources`));
  const list = await seconds(() => read(`${url}/api/v1/customers`));
  const longest = await watch.stop();
  const peakMiB = await peakMemory(pid);
  return [
    line('upload', upload, 's', goals?.uploadSeconds),
    line('analyze', analyze, 's', goals?.analyzeSeconds),
    line('compare-sources', compare, 's', goals?.compareSeconds),
    line('list of all', list, 's'),
    line('longest answer of /health meanwhile', longest, 'ms'),
    line('peak memory of the API', peakMiB, 'MiB', goals?.peakMiB),
  ];
}

async function uploadAll(url: string, records: number): Promise<void> {
  const random = createRandom(21);
  for (let first = 0; first < records; first += BATCH) {
    const customers = Array.from({ length: Math.min(BATCH, records - first) }, (_, index) => {
      const id = random.int(1, Math.ceil(0.8 * records));
      const source = SOURCES[(first + index) % SOURCES.length];
      return `{"customer_id":${id},"name":"Person ${id}","email":"person.${id}@example.org","source":"${source}"}`;
    });
    const answer = await fetch(`${url}/api/v1/customers/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"customers":[${customers.join(',')}]}`,
    });
    if (answer.status !== 201) throw new Error(`An upload was answered with ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}

/** Reads an answer to its end, and keeps none of it. */
async function read(url: string): Promise<void> {
  const answer = await fetch(url);
  if (answer.status !== 200 || answer.body === null) throw new Error(`${url} was answered with ${answer.status}`);
  for await (const _ of answer.body);
}

/** Asks again and again whether the API is well: the longest wait in milliseconds is how long others are kept waiting. */
function watchHealth(url: string): { stop: () => Promise<number> } {
  let going = true;
  let longest = 0;
  const asking = (async () => {
    while (going) {
      longest = Math.max(longest, 1000 * (await seconds(() => read(`${url}/health`))));
      await sleep(20);
    }
  })();
  return {
    stop: async () => {
      going = false;
      await asking;
      return longest;
    },
  };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function best(work: () => Promise<void>): Promise<number> {
  return Math.min(await seconds(work), await seconds(work), await seconds(work));
}

async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / MIB;
}

async function withApi<T>(work: (api: Api) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'contact-dedupe-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startPostgres({ dataDir: folder, logFile: join(folder, 'postgres.log') });
  const logFile = join(folder, 'api.log');
  const env = { ...process.env, DATABASE_URL: postgres.url, API_PORT: '0', LOG_LEVEL: 'warn', DEDUPE_DATA_DIR: folder };
  const args = ['--import', 'tsx', API, '--json'];
  const leash = await startLeashed({ name: 'api', command: process.execPath, args, env, logFile });
  try {
    const ready = async (): Promise<string | null> =>
      /^\{"url":"([^"]+)"/m.exec(await readFile(logFile, 'utf8').catch(() => ''))?.[1] ?? null;
    const url = await until(ready, { timeoutMs: 60_000 });
    if (url === null) throw new Error(`The API is not ready: ${await readFile(logFile, 'utf8')}`);
    return await work({ url, pid: leash.pid });
  } finally {
    await leash.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
