import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellDecision } from '../../control/tell-decision.ts';
import { clustersByState } from '../../store/runs/clusters.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { approve } from '../support/words.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
      { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] }, decision: 'review' },
    ]),
  );
});

afterAll(() => scene.close());

test('An approval is recorded while no worker is up, and while Temporal cannot be reached; said again, the run hears of it', async () => {
  const run = await scene.start({ approve: 'none' });
  const { db } = scene.database;
  await approve(scene, run, { all: true });
  expect(await clustersByState(db, run.id)).toEqual({ approved: 1, undecided: 1 });
  await scene.workerHere();
  await untilProgress(scene, run, ({ waitingFor, counts }) => waitingFor === 'decision' && counts.done === 1);

  const review = scene.plan.clusters.find(({ decision }) => decision === 'review');
  const clusters = [review?.id ?? ''];
  const client = async (): Promise<never> => {
    throw new Error('Temporal is away');
  };
  const word = { db, client, run, choice: 'approve', selection: { clusters }, by: 'ada' } as const;
  await expect(tellDecision(word)).rejects.toThrow('Temporal is away');
  expect(await clustersByState(db, run.id)).toEqual({ approved: 1, done: 1 });
  await expect(approve(scene, run, { clusters })).rejects.toMatchObject({ name: 'Refused' });
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 2 } });
});
