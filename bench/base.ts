import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../local/postgres/server.ts';
import { migrateDatabase } from '../store/migrate.ts';
import type { Measurement } from './measurement.ts';

const ONLY = fileURLToPath(new URL('./base-only.ts', import.meta.url));
/** As many as Podium gives at a time. */
const PAGE = 100;
const GOALS = { seconds: 60, peakMiB: 512, growth: 12 };

interface Round {
  allCpu: number;
  index: number;
  cluster: number;
  indexed: number;
  clusters: number;
  peakMiB: number;
}

/** A contact base of local pages, without network: read, keyed, kept with its place, and clustered from the index. */
export async function benchBase({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const [small, large] = quick ? [5_000, 50_000] : [100_000, 1_000_000];
  const [before, after] = [await round(small), await round(large)];
  const total = ({ index, cluster }: Round): number => index + cluster;
  const note = `${large.toLocaleString('en-US')} contacts in pages of ${PAGE}, ${after.clusters.toLocaleString('en-US')} clusters; embedded Postgres`;
  const goal = (atMost: number): Pick<Measurement, 'goal'> => (quick ? {} : { goal: { atMost } });
  return [
    { name: 'index', value: after.index, unit: 's', note },
    { name: 'cluster', value: after.cluster, unit: 's', note },
    { name: 'index and cluster', value: total(after), unit: 's', note, ...goal(GOALS.seconds) },
    { name: 'processor time of our own process', value: after.allCpu, unit: 's', note },
    { name: 'growth for ten times as many', value: total(after) / total(before), unit: '×', ...goal(GOALS.growth) },
    { name: 'peak memory', value: after.peakMiB, unit: 'MiB', note, ...goal(GOALS.peakMiB) },
  ];
}

async function round(records: number): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), 'contact-dedupe-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startPostgres({ dataDir: folder, logFile: join(folder, 'postgres.log') });
  try {
    await migrateDatabase(postgres.url);
    const args = ['--import', 'tsx', ONLY, postgres.url, String(records), String(PAGE)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    if (code !== 0) throw new Error(`Indexing ${records} contacts ended with ${code}`);
    const found = JSON.parse(said) as Round;
    if (found.indexed !== records) throw new Error(`Of ${records} contacts ${found.indexed} were indexed`);
    return found;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
