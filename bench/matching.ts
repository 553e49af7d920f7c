import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../samples/matching/generate-contacts.ts';
import { jaroWinklerShare } from './matching/jaro-winkler.ts';
import { benchLabelledSets } from './matching/labelled-sets.ts';
import { runMatch, type Seen } from './matching/run-verb.ts';
import type { BenchOptions, Measurement } from './measurement.ts';

const SEEDS = 10;

/** What `match` needs for a file of our generator, and how right it is. Peers: bench/matching/splink-peer.py, by hand. */
export async function benchMatching({ quick, sets }: BenchOptions): Promise<Measurement[]> {
  if (sets !== null) return await benchLabelledSets(sets);
  const folder = await mkdtemp(join(tmpdir(), 'bench-matching-'));
  try {
    const seeds: Seen[] = [];
    for (let seed = 1; seed <= (quick ? 2 : SEEDS); seed++) seeds.push(await measured(folder, { seed, rows: 20_000 }));
    const small = await measured(folder, { seed: 101, rows: quick ? 20_000 : 100_000 });
    const large = await measured(folder, { seed: 102, rows: quick ? 100_000 : 1_000_000 });
    const note = `${large.rows.toLocaleString('en')} rows of 8 columns, from CSV to clusters`;
    const worst = (of: (seen: Seen) => number): number => Math.min(...seeds.map(of));
    return [
      { name: 'match, processor', value: large.cpu, unit: 's', note },
      { name: 'match, time', value: large.seconds, unit: 's', note },
      { name: 'match, peak memory', value: large.peakMiB, unit: 'MiB', note },
      { name: 'match, F1 at the review line', value: large.f1, unit: '', note },
      { name: 'match, precision at the review line', value: large.precision, unit: '', goal: { atLeast: 0.95 }, note },
      { name: 'match, precision of the auto band', value: large.auto, unit: '', goal: { atLeast: 0.999 }, note },
      {
        name: 'match, processor, ten times the rows',
        value: large.cpu / small.cpu,
        unit: '×',
        goal: { atMost: 13 },
        note: `from ${small.rows.toLocaleString('en')} rows`,
      },
      {
        name: 'match, Jaro and Winkler beside the textbook loop',
        value: jaroWinklerShare(),
        unit: '×',
        goal: { atMost: 0.4 },
        note: 'all pairs of 1,500 surnames',
      },
      {
        name: 'match, lowest F1',
        value: worst(({ f1 }) => f1),
        unit: '',
        goal: { atLeast: 0.9 },
        note: `${seeds.length} seeds, 20,000 rows`,
      },
      {
        name: 'match, lowest precision of the auto band',
        value: worst(({ auto }) => auto),
        unit: '',
        goal: { atLeast: 0.999 },
        note: `${seeds.length} seeds, 20,000 rows`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string, { seed, rows }: { seed: number; rows: number }): Promise<Seen> {
  const csv = join(folder, 'contacts.csv');
  await pipeline(Readable.from(linesOf(seed, rows)), createWriteStream(csv));
  return await runMatch(csv, { folder, seed, rows });
}

function* linesOf(seed: number, rows: number): Generator<string> {
  let lines = `${CONTACT_COLUMNS.join()}\n`;
  for (const row of labelledContacts({ seed, rows })) {
    lines += `${contactCells(row).join()}\n`;
    if (lines.length < 65_536) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}
