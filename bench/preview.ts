import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeCsv } from './csv-file.ts';
import type { Measurement } from './measurement.ts';

const TIMES = 3;
const PREVIEW = fileURLToPath(new URL('./preview-only.ts', import.meta.url));
const READ = fileURLToPath(new URL('./read-only.ts', import.meta.url));

/** `preview` of a large file beside csv-parse reading the same file: the best of three each, one after the other. */
export async function benchPreview({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const rows = quick ? 100_000 : 1_000_000;
  const folder = await mkdtemp(join(tmpdir(), 'contact-dedupe-bench-'));
  try {
    const some = await compare({ path: join(folder, 'some.csv'), rows, quotedEvery: 5 });
    const all = await compare({ path: join(folder, 'all.csv'), rows, quotedEvery: 1 });
    const note = `${rows.toLocaleString('en-US')} rows, one in five with a quoted cell`;
    return [
      { name: 'preview', value: some.preview.seconds, unit: 's', note },
      { name: 'csv-parse alone', value: some.read.seconds, unit: 's', note },
      { name: 'preview / csv-parse', value: some.ratio, unit: '×', goal: { atMost: 2 }, note },
      { name: 'preview, peak memory', value: some.preview.peakMiB, unit: 'MiB', goal: { atMost: 768 }, note },
      {
        name: 'preview / csv-parse, quotes everywhere',
        value: all.ratio,
        unit: '×',
        note: 'every row has a quoted cell',
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Seen {
  seconds: number;
  peakMiB: number;
}

async function compare(options: {
  path: string;
  rows: number;
  quotedEvery: number;
}): Promise<{ preview: Seen; read: Seen; ratio: number }> {
  await writeCsv(options);
  const preview: Seen[] = [];
  const read: Seen[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    preview.push(await measured(PREVIEW, options.path));
    read.push(await measured(READ, options.path));
  }
  const [bestPreview, bestRead] = [best(preview), best(read)];
  return { preview: bestPreview, read: bestRead, ratio: bestPreview.seconds / bestRead.seconds };
}

async function measured(script: string, path: string): Promise<Seen> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, path]);
  return JSON.parse(stdout) as Seen;
}

/** The quickest; with the most memory that any took. */
function best(all: Seen[]): Seen {
  return {
    seconds: Math.min(...all.map(({ seconds }) => seconds)),
    peakMiB: Math.max(...all.map(({ peakMiB }) => peakMiB)),
  };
}
