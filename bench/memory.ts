import { readFile } from 'node:fs/promises';
import type { Measurement } from './measurement.ts';
import { wholeRun } from './run.ts';
import { openStage } from './stage.ts';

/** Tickets of each of the two contacts. */
const SIZES = [500, 5000, 50_000];
const MOST_MORE_MIB = 40;

/** The most memory that a worker takes to merge two contacts with few and with many tickets. */
export async function benchMemory({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  let fewest: number | null = null;
  for (const tickets of quick ? SIZES.map((size) => size / 10) : SIZES) {
    const { peakMiB, seconds } = await peakOf(tickets);
    const goal = fewest === null ? {} : { goal: { atMost: fewest + MOST_MORE_MIB } };
    fewest ??= peakMiB;
    const note = `${Math.round(seconds)} s, heap of 192 MiB`;
    measurements.push({ name: `peak of a worker, ${tickets} tickets`, value: peakMiB, unit: 'MiB', note, ...goal });
  }
  return measurements;
}

async function peakOf(tickets: number): Promise<{ peakMiB: number; seconds: number }> {
  const stage = await openStage({ clusters: 1, tickets, heapMiB: 192 });
  try {
    const { pid } = await stage.worker();
    const seconds = await wholeRun(stage);
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return { peakMiB: Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024, seconds };
  } finally {
    await stage.close();
  }
}
