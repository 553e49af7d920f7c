import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Measurement } from './measurement.ts';
import { openStage, type Stage } from './stage.ts';

/** Few in flight, so that the run outlasts all kills. */
const WINDOW = 4;

/** Seconds from a SIGKILL to the next pair that is done: of the worker, replaced at once, and of the Temporal server. */
export async function benchRecovery({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const times = quick ? 2 : 20;
  const stage = await openStage({ clusters: quick ? 200 : 2500 });
  try {
    let worker = await stage.worker();
    await stage.start({ window: WINDOW, canary: 1 });
    const ofWorker = await recoveries(stage, times, async (countFrom) => {
      worker.kill('SIGKILL');
      await countFrom();
      worker = await stage.worker();
    });
    const ofServer = await recoveries(stage, times, async (countFrom) => {
      await stage.restartTemporal();
      await countFrom();
    });
    return [...figures('worker', ofWorker, 30), ...figures('Temporal server', ofServer, 60)];
  } finally {
    await stage.close();
  }
}

/** `fail` breaks something, has the pairs counted that count as done before, and mends it. */
async function recoveries(
  stage: Stage,
  times: number,
  fail: (countFrom: () => Promise<void>) => Promise<void>,
): Promise<number[]> {
  const seconds: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await nextDone(stage);
    // Any place of the protocol.
    await sleep(Math.random() * 1000);
    const killed = performance.now();
    let before = 0;
    await fail(async () => {
      before = await donePairs(stage);
    });
    while ((await donePairs(stage)) <= before) await sleep(20);
    seconds.push((performance.now() - killed) / 1000);
  }
  return seconds.sort((a, b) => a - b);
}

async function nextDone(stage: Stage): Promise<void> {
  const before = await donePairs(stage);
  while ((await donePairs(stage)) <= before) await sleep(20);
}

async function donePairs({ database, plan }: Stage): Promise<number> {
  const [row] = await database.db.execute<{ done: number }>(sql`select count(*)::int as done from consumed`);
  const done = row?.done ?? 0;
  if (done >= plan.clusters.length) throw new Error('The run has ended before all kills: give it more clusters');
  return done;
}

function figures(what: string, seconds: number[], most: number): Measurement[] {
  const note = `${seconds.length} kills`;
  return [
    { name: `${what} killed, median`, value: seconds[Math.floor(seconds.length / 2)] ?? 0, unit: 's', note },
    { name: `${what} killed, worst`, value: seconds.at(-1) ?? 0, unit: 's', goal: { atMost: most }, note },
  ];
}
