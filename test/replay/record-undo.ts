import { deepStrictEqual } from 'node:assert/strict';
import { standstill } from '../support/one-pair.ts';
import { pairStates, until } from '../support/outcome.ts';
import { newIds, previewUndo, startUndo } from '../support/undo.ts';
import { FIRST, onStage, type Recorded, type Recording, SECOND } from './scenes.ts';
import { historyOf, openStage, type RecordingServers } from './stage.ts';

/** Merges that are taken back. */
export const RECORDED_UNDOS: Recording[] = [
  { shapes: ['undo-run-preview', 'undo-run-done', 'undo-run-looked-for'], record: takenBack },
];

/** One is shown and taken back; the create of the other makes nobody, is looked for through the quiet period, and made once more. */
async function takenBack(servers: RecordingServers): Promise<Recorded> {
  return onStage(await openStage(servers, { clusters: [FIRST, SECOND] }), async (scene) => {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    const orders = ['REVU-2', 'REVU-4'].map((duplicate) => {
      const cluster = scene.plan.clusters.find(({ duplicates }) => duplicates.includes(duplicate));
      return { runId: run.id, clusterId: cluster?.id ?? '', duplicateId: duplicate };
    });
    const [plain, lost] = orders;
    if (plain === undefined || lost === undefined) throw new Error('Expected two orders');
    const shown = await previewUndo(scene, plain);
    const done = await startUndo(scene, { ...plain, shown });
    await done.result();
    scene.sandbox.addFault({ on: 'rev-users.create', do: 'drop-before' });
    const later = await startUndo(scene, { ...lost, shown: await previewUndo(scene, lost) });
    await later.result();
    await until('both are back', async () => Object.keys(await newIds(scene)).length === 2);
    deepStrictEqual(await pairStates(scene), { 'REVU-2': 'undone', 'REVU-4': 'undone' });
    const { workflowId } = done;
    return {
      'undo-run-preview': await historyOf(scene, `${workflowId.slice(0, workflowId.lastIndexOf('-'))}-1`),
      'undo-run-done': await historyOf(scene, workflowId),
      'undo-run-looked-for': await historyOf(scene, later.workflowId),
    };
  });
}
