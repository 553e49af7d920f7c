import { expect, test } from 'vitest';
import { FAILPOINTS } from '../../activities/failpoint.ts';
import { standstill } from '../support/one-pair.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, createdContacts, newIds, previewUndo, startUndo, undonePairs } from '../support/undo.ts';

/** One merge for each place of a kill; of each the duplicate has a phone and an opt-out that the primary has not. The other places only repeat a write that is read first. */
const PLACES = FAILPOINTS.filter((name) => /^undo\.(create|journal|opt-out|hand-back|done)\./.test(name));

test('A worker killed at each step of an undo, one after the other, is replaced, and nothing is done twice', async () => {
  const specs = PLACES.map((_, index) => ({
    members: {
      [`REVU-${2 * index + 1}`]: [`TKT-${2 * index + 1}`],
      [`REVU-${2 * index + 2}`]: [`TKT-${2 * index + 1}`, `TKT-${2 * index + 2}`],
    },
  }));
  const { world, plan } = smallWorld(specs);
  for (const [index, contact] of world.contacts.entries()) {
    const isDuplicate = index % 2 === 1;
    contact.customFields = { tnt__no_mail: isDuplicate };
    contact.phoneNumbers = isDuplicate ? [`+1202555${String(1000 + index)}`] : [];
  }
  const scene = await openScene({ world, plan });
  try {
    const atStart = scene.sandbox.state();
    const merging = await scene.workerHere();
    const consent = [{ field: 'tnt__no_mail', optedOut: true }];
    const run = await scene.start({ consent });
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    await merging.end();
    const started = await startUndo(scene, { runId: run.id, shown });
    for (const place of PLACES) {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${place}:1:kill` });
      expect(await doomed.exited, place).toMatchObject({ signal: 'SIGKILL' });
    }
    await scene.workerHere();
    expect(await started.result()).toMatchObject({ state: 'done', undone: PLACES.length });
    expect((await undonePairs(scene, started.id)).map(({ state }) => state)).toEqual(PLACES.map(() => 'done'));
    expect(createdContacts(scene)).toBe(PLACES.length);
    const now = asBefore(scene.sandbox.state(), await newIds(scene));
    expect(now).toMatchObject({ tickets: (asBefore(atStart, {}) as { tickets: object }).tickets });
  } finally {
    await scene.close();
  }
});
