import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measurement } from './measurement.ts';

/** Where the time of a pair goes: milliseconds of each step, summed over a run and divided by its pairs. Longest first. */
export async function stepTimes({ logsDir, pairs }: { logsDir: string; pairs: number }): Promise<Measurement[]> {
  const sums = new Map<string, number>();
  for (const name of await readdir(logsDir)) {
    const lines = (await readFile(join(logsDir, name), 'utf8')).split('\n').filter((line) => line !== '');
    for (const { step, ms } of lines.map((line) => JSON.parse(line) as { step?: string; ms?: number })) {
      if (step !== undefined) sums.set(step, (sums.get(step) ?? 0) + (ms ?? 0));
    }
  }
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([step, ms]) => ({ name: `step ${step}`, value: ms / pairs, unit: 'ms per pair' }));
}
