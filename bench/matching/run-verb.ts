import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readCsv } from '../../contacts/csv/read-csv.ts';
import { csvFile } from '../../contacts/csv/source.ts';
import { labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { autoScore, f1Of, precisionOf, score } from './score.ts';

const MATCH = fileURLToPath(new URL('../../scripts/match.ts', import.meta.url));
/** Progress is told on stderr. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** What a match took, and how right it was. */
export interface Seen {
  rows: number;
  /** From its start to its end, as whoever waits for it sees it. */
  seconds: number;
  cpu: number;
  peakMiB: number;
  f1: number;
  precision: number;
  auto: number;
}

/** The verb as a user starts it, with a file of the generator of this seed and so many rows. `folder`: for what it writes. */
export async function runMatch(
  csv: string,
  { folder, seed, rows }: { folder: string; seed: number; rows: number },
): Promise<Seen> {
  const clustersOut = join(folder, 'clusters.csv');
  const started = performance.now();
  const args = ['--csv', csv, '--clusters-out', clustersOut, '--json'];
  const { stdout } = await promisify(execFile)(MATCH, args, { maxBuffer: MOST_OUTPUT });
  const seconds = (performance.now() - started) / 1000;
  const { processorSeconds: cpu, peakMiB } = JSON.parse(stdout) as { processorSeconds: number; peakMiB: number };
  const entityOf = new Map<string, number>();
  for (const { id, entity } of labelledContacts({ seed, rows })) entityOf.set(id, entity);
  const { ids, clusters, auto } = await readGroups(clustersOut);
  const entities = Int32Array.from(ids, (id) => entityOf.get(id) ?? -1);
  const all = score(clusters, entities);
  const right = { f1: f1Of(all), precision: precisionOf(all), auto: precisionOf(autoScore(auto, entities)) };
  return { rows: ids.length, seconds, cpu, peakMiB, ...right };
}

/** By row of the clusters' file, the row that its cluster and its auto group are named by; -1: none. */
async function readGroups(path: string): Promise<{ ids: string[]; clusters: Int32Array; auto: Int32Array }> {
  const [ids, named] = [[] as string[], [] as (readonly [string, string])[]];
  await readCsv({
    source: csvFile(path),
    onHeader: () => {},
    onRow: ([id = '', cluster = '', auto = '']) => {
      ids.push(id);
      named.push([cluster, auto]);
    },
  });
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const groups = (at: 0 | 1): Int32Array => Int32Array.from(named, (names) => rowOf.get(names[at]) ?? -1);
  return { ids, clusters: groups(0), auto: groups(1) };
}
