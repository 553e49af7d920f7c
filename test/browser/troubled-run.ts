import { resumeRun } from '../../control/stop/pause-run.ts';
import { until } from '../../local/process/until.ts';
import type { Run } from '../../store/runs/runs.ts';
import { clusterWith } from '../support/cluster-with.ts';
import { hold } from '../support/hold.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

export interface TroubledRun {
  scene: Scene;
  run: Run;
  /** As a person types it: sent, and proven not to have been applied. */
  heldPair: string;
}

/** A real run of three merges, one pair that is held, and one that fails because somebody terminates its workflow. */
export async function troubledRun(): Promise<TroubledRun> {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-3'], 'REVU-3': ['TKT-4'] } },
    { members: { 'REVU-4': ['TKT-5'], 'REVU-5': ['TKT-6'] }, strategy: 'newest-then-lowest-id' },
    { members: { 'REVU-6': ['TKT-7'], 'REVU-7': ['TKT-8'] } },
    { members: { 'REVU-8': ['TKT-9'], 'REVU-9': ['TKT-10'] } },
  ]);
  const pair = { primary: 'REVU-6', duplicate: 'REVU-7' };
  const faults = [{ on: 'rev-users.merge', pair, do: { kind: 'never' as const } }];
  const scene = await openScene({ world, plan, sandbox: { faults } });
  const held = hold(scene, [{ on: 'rev-users.get', pair: { duplicate: 'REVU-9' } }]);
  await scene.workerHere({ DEVREV_RATE_LIMIT: '600/60s' });
  const run = await scene.start();
  await held.arrived();
  await scene.client.workflow.getHandle(`merge-devrev-${run.org}-${clusterWith(scene.plan, 'REVU-9')}`).terminate();
  held.letGo();
  const isPaused = async (): Promise<true | null> =>
    (await scene.progress(run)).waitingFor === 'resume' ? true : null;
  await until(isPaused, { timeoutMs: patience(30_000) });
  await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
  await scene.result(run);
  return { scene, run, heldPair: `${clusterWith(scene.plan, 'REVU-7')}.REVU-7` };
}
