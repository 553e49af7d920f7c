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

const OUT = 'tnt__no_mail';

/** Of every fourth cluster the last one has opted out. */
const optedOut = new Set(
  SPECS.flatMap(({ members }, index) => (index % 4 === 0 ? Object.keys(members).slice(-1) : [])),
);
const strict = SPECS.map(({ members }) => Object.keys(members)).filter((ids) => ids.some((id) => optedOut.has(id)));

test('A run of a hundred merges is taken back: the end is as the start, but for ids, timestamps and authorship, and nobody of a cluster can be reached in which somebody had opted out', async () => {
  const { world, plan } = smallWorld(SPECS);
  for (const contact of world.contacts) contact.customFields = { [OUT]: optedOut.has(contact.id) };
  const scene = await openScene({ world, plan });
  try {
    const before = asBefore(scene.sandbox.state(), {}) as { contacts: Record<string, { customFields: object }> };
    for (const id of strict.flat()) Object.assign(before.contacts[id]?.customFields ?? {}, { [OUT]: true });
    await scene.workerHere(PATIENT_ENV);
    const consent = [{ field: OUT, optedOut: true }];
    const run = await scene.start({ window: 20, timing: PATIENT_TIMING, consent });
    await standstill(scene, run, 600_000);
    const started = await undo(scene, { runId: run.id });
    const merges = SPECS.reduce((sum, { members }) => sum + Object.keys(members).length - 1, 0);
    expect(merges).toBeGreaterThanOrEqual(100);
    expect(await started.result()).toMatchObject({ state: 'done', undone: merges });
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(before);
  } finally {
    await scene.close();
  }
});
