import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { RunProgress } from '../../workflows/types.ts';
import { until } from './outcome.ts';
import { openScene, type Scene } from './scene.ts';
import { type ClusterSpec, smallWorld } from './small-world.ts';

/** A duplicate with two tickets of its own and one that both contacts report. */
export const PAIR: ClusterSpec = { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3', 'TKT-4'] } };

/** Runs one cluster with a worker in this process until the run ends or stands still (paused, or waiting for a decision). */
export async function runCluster(options: {
  cluster?: ClusterSpec;
  sandbox?: SandboxOptions;
  env?: Record<string, string>;
  timing?: object;
}): Promise<{ scene: Scene; run: Run; progress: RunProgress }> {
  const { world, plan } = smallWorld([options.cluster ?? PAIR]);
  const scene = await openScene({ world, plan, sandbox: options.sandbox ?? {} });
  await scene.workerHere(options.env);
  const run = await scene.start({ timing: options.timing ?? {} });
  const progress = await standstill(scene, run);
  return { scene, run, progress };
}

/** Waits until a run has ended or waits for a person. */
export async function standstill(scene: Scene, run: Run, ms = 60_000): Promise<RunProgress> {
  let progress = await scene.progress(run);
  await until(
    'the run stands still',
    async () => {
      progress = await scene.progress(run);
      const { status } = await scene.client.workflow.getHandle(run.workflowId).describe();
      return status.name !== 'RUNNING' || (progress.inFlight === 0 && progress.waitingFor !== 'nothing');
    },
    ms,
  );
  return progress;
}
