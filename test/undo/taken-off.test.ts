import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sayToUndo } from '../../control/undo/say-to-undo.ts';
import { refOf } from '../support/external-refs.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, createdContacts, newIds, previewUndo, startUndo, undo, undonePairs } from '../support/undo.ts';

test('Killed right after the kept contact has given up its reference, and cancelled then: the report says what was taken off whom, and another undo goes on from there', async () => {
  const scene = await openScene({ ...smallWorld(manyPairs(2)), sandbox: { mergeExternalRef: 'take' } });
  try {
    const before = scene.sandbox.state();
    const merging = await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: PATIENT_TIMING });
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    await merging.end();
    const started = await startUndo(scene, { runId: run.id, shown });
    const doomed = await scene.worker({ ...PATIENT_ENV, DEDUPE_FAILPOINT: 'undo.free.after:1:kill' });
    expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
    const { db } = scene.database;
    const word = { name: started.id, word: 'cancel', reason: null } as const;
    await sayToUndo({ db, client: async () => scene.client }, word);
    await scene.workerHere(PATIENT_ENV);
    await expect(started.result()).rejects.toThrow();
    const [first, second] = await undonePairs(scene, started.id);
    const survivor = `REVU-${Number(first?.duplicate.slice('REVU-'.length)) - 1}`;
    expect(refOf(scene, survivor), 'it was taken off').not.toBe(first?.duplicate);
    const takenOff = { contact: survivor, fields: ['external_ref'] };
    const why = { code: 'undo-stopped', values: { state: 'looked', contact: null } };
    expect(first).toMatchObject({ state: 'put-down', why, result: { takenOff } });
    expect(second).toMatchObject({ state: 'not-started', result: null });
    const report = readFileSync(join(scene.env.REPORTS_DIR ?? '', started.id, 'report.html'), 'utf8');
    expect(report).toContain(`taken off ${survivor}, or about to be: external_ref`);
    expect(createdContacts(scene)).toBe(0);
    const again = await undo(scene, { runId: run.id, timing: PATIENT_TIMING });
    expect(await again.result()).toMatchObject({ undone: 2 });
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
  } finally {
    await scene.close();
  }
});
