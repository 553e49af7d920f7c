import { expect, test } from 'vitest';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, newIds, undo } from '../support/undo.ts';

/** Fifty-one clusters: of two, three and four contacts, with tickets that several of them report and conversations. */
const SPECS = Array.from({ length: 51 }, (_, index) => {
  const ids = Array.from({ length: 2 + (index % 3) }, (_, at) => `REVU-${index * 4 + at + 1}`);
  const shared = `TKT-${index * 10 + 9}`;
  return {
    members: Object.fromEntries(ids.map((id, at) => [id, [shared, `TKT-${index * 10 + at + 1}`]])),
    conversations: { [`CONV-${index + 1}`]: ids.slice(1) },
  };
});

test('A run of a hundred merges is taken back: the end is as the start, but for ids, timestamps and authorship', async () => {
  const { world, plan } = smallWorld(SPECS);
  const scene = await openScene({ world, plan });
  try {
    const before = scene.sandbox.state();
    await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ window: 20, timing: PATIENT_TIMING });
    await standstill(scene, run, 600_000);
    const started = await undo(scene, { runId: run.id });
    const merges = SPECS.reduce((sum, { members }) => sum + Object.keys(members).length - 1, 0);
    expect(merges).toBeGreaterThanOrEqual(100);
    expect(await started.result()).toMatchObject({ state: 'done', undone: merges });
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
  } finally {
    await scene.close();
  }
});
