import { expect, test } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import { PATIENT_TIMING } from '../support/patient.ts';
import { previewUndo, startUndo, undonePairs } from '../support/undo.ts';
import { openMergeScene } from './merge-scene.ts';
import { askedSince, couple } from './undo-scene.ts';

/** Around the create, and in the middle of what the new contact is given: its tag. */
const PLACES: FailpointName[] = ['undo.create.before', 'undo.create.after', 'undo.journal.after', 'undo.fill.after'];

test('A worker killed before and after an undo creates by an e-mail, and after it gives a tag, is replaced: each is made once, with all of it', async () => {
  const all = PLACES.map(() => couple());
  const scene = await openMergeScene(all.flatMap(({ kept, gone }) => [kept, gone]));
  try {
    const first = await scene.worker();
    await scene.scan({ full: true });
    const run = await scene.run();
    await scene.ended(all.map(({ gone }) => gone.uid));
    const order = { runId: run.id, timing: { ...PATIENT_TIMING, heartbeatMs: 1_500, sendMs: 2_000 } };
    const shown = await previewUndo(scene, order);
    await first.end();
    const seen = scene.podium.effects().length;
    const started = await startUndo(scene, { ...order, shown });
    for (const place of PLACES) {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${place}:1:kill` });
      expect(await doomed.exited, place).toMatchObject({ signal: 'SIGKILL' });
    }
    await scene.workerHere();
    await started.result();
    const pairs = await undonePairs(scene, started.id);
    expect(pairs.filter(({ state }) => state !== 'done').map(({ why }) => why)).toEqual([]);
    const made = scene.podium.effects().slice(seen);
    expect(made.filter(({ kind }) => kind === 'added')).toHaveLength(PLACES.length);
    for (const { gone } of all) {
      const address = gone.channels[1]?.identifier;
      const holders = scene.podium
        .contacts()
        .filter(({ channels }) => channels.some(({ identifier }) => identifier === address));
      expect(holders).toMatchObject([{ tags: gone.tags, name: gone.name }]);
    }
    expect(askedSince(scene, seen).filter((path) => /%2B|\/\+|opt_|DELETE/.test(path))).toEqual([]);
  } finally {
    await scene.close();
  }
});
