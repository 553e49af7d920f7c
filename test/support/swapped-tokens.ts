import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import { startRun } from '../../control/start-run.ts';
import { createRandom } from '../../samples/random.ts';
import { startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import type { Run } from '../../store/runs/runs.ts';
import { until } from './outcome.ts';
import { openScene, type Scene } from './scene.ts';
import { startAsBefore } from './start-as-before.ts';
import { TEST_TIMING } from './timing.ts';
import { tinyPairs } from './tiny-pairs.ts';
import type { WorkerHere } from './worker-here.ts';

export interface Swapped {
  /** What each organization's CRM really applied, against what its own plan has. */
  applied: { ours: string[]; other: string[] };
  planned: { ours: string[]; other: string[] };
  /** All requests that write, of both. */
  writes: { ours: string[]; other: string[] };
  states: string[];
  swaps: number;
}

/**
 * Two organizations whose contacts have the same ids, a run for each, and two workers on one database, one Temporal and one queue,
 * whose tokens are swapped and replaced at moments that the seed chooses. One of the runs has queues of its own, the other is as of before, so
 * that every worker is offered its steps.
 */
export async function swapTokens({ pairs, seed }: { pairs: number; seed: number }): Promise<Swapped> {
  const random = createRandom(seed);
  const { world, plan } = tinyPairs(pairs);
  const isOurs = ({ primary }: PlanCluster): boolean => Number(primary.split('-')[1]) % 4 === 1;
  const ours = planOf(plan, isOurs);
  const other = planOf(plan, (cluster) => !isOurs(cluster));
  const scene = await openScene({ world, plan: other });
  const stranger = await startDevrevSandbox({ world: { ...world, org: `${world.org}x` }, options: {} });
  const sandboxes = [scene.sandbox, stranger];
  const workers: { worker: WorkerHere; of: number }[] = [];
  try {
    const begin = async (of: number) => ({
      of,
      worker: await scene.workerHere({ DEVREV_BASE_URL: sandboxes[of]?.url ?? '' }),
    });
    const runs = await Promise.all([start(scene, ours, world.org), startAsBefore(scene, `${world.org}x`)]);
    workers.push(...(await Promise.all([0, 1].map(begin))));
    const open = runs.map(() => true);
    for (const [index, run] of runs.entries()) {
      void scene.result(run).then(() => open.splice(index, 1, false));
    }
    const effects = (): number => sandboxes.reduce((sum, sandbox) => sum + sandbox.effects().length, 0);
    let swaps = 0;
    while (open.includes(true)) {
      const next = effects() + random.int(1, Math.max(2, Math.ceil(pairs / 8)));
      const nobodyCan = (): boolean => !workers.some(({ of }) => open[of]);
      await until('merges go on', () => effects() >= next || !open.includes(true) || nobodyCan(), 60_000);
      if (!open.includes(true)) break;
      const place = random.int(0, 1);
      const wanted = nobodyCan() ? open.indexOf(true) : random.int(0, 1);
      await workers[place]?.worker.end();
      workers[place] = await begin(wanted);
      swaps += 1;
    }
    const merges = (index: number): string[] =>
      (sandboxes[index]?.effects() ?? []).map(({ primary, duplicate }) => `${primary}<-${duplicate}`).sort();
    const writes = (index: number): string[] =>
      (sandboxes[index]?.requests() ?? []).filter(({ write }) => write).map(({ subjects }) => subjects.join('<-'));
    const states = await Promise.all(runs.map(async (run) => (await scene.result(run)).state));
    return {
      applied: { ours: merges(0), other: merges(1) },
      planned: { ours: pairsOf(ours), other: pairsOf(other) },
      writes: { ours: writes(0), other: writes(1) },
      states,
      swaps,
    };
  } finally {
    await scene.close();
    await stranger.close();
  }
}

function start(scene: Scene, plan: Plan, org: string): Promise<Run> {
  return startRun({
    client: scene.client,
    db: scene.database.db,
    plan,
    org,
    dryRun: false,
    options: { canary: 2, window: 4, limit: null, approve: 'auto', csvDigest: null },
    timing: TEST_TIMING,
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
  });
}

function planOf({ digest, ...plan }: Plan, has: (cluster: PlanCluster) => boolean): Plan {
  const clusters = plan.clusters.filter(has);
  return { ...plan, clusters, digest: planDigest({ ...plan, clusters }) };
}

function pairsOf({ clusters }: Plan): string[] {
  return clusters.map(({ primary, duplicates }) => `${primary}<-${duplicates[0]}`).sort();
}
