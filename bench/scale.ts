import type { Measurement } from './measurement.ts';
import { wholeRun } from './run.ts';
import { openStage } from './stage.ts';

/** The same run with ever more clusters: the rate must not fall with the size. */
export async function benchScale({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const sizes = quick ? [10, 20] : [100, 1000, 5000];
  const rates: { clusters: number; rate: number }[] = [];
  for (const clusters of sizes) {
    const stage = await openStage({ clusters });
    try {
      await stage.worker();
      rates.push({ clusters, rate: clusters / (await wholeRun(stage)) });
    } finally {
      await stage.close();
    }
  }
  const all = rates.map(({ rate }) => rate);
  return [
    ...rates.map(({ clusters, rate }) => ({ name: `run of ${clusters} clusters`, value: rate, unit: 'clusters/s' })),
    { name: 'slowest / quickest', value: Math.min(...all) / Math.max(...all), unit: '×', goal: { atLeast: 0.8 } },
  ];
}
