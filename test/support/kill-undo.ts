import { expect } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import { standstill } from './one-pair.ts';
import { openScene } from './scene.ts';
import { smallWorld } from './small-world.ts';
import { asBefore, createdContacts, newIds, previewUndo, startUndo, undonePairs } from './undo.ts';

/**
 * Takes back one merge for each place, at which the worker is killed: of each the duplicate has a phone and an opt-out that the primary has
 * not. Nothing is made twice, and all of it is taken back.
 */
export async function expectUndoneDespiteKills(places: FailpointName[]): Promise<void> {
  const specs = places.map((_, index) => ({
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
    for (const place of places) {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${place}:1:kill` });
      expect(await doomed.exited, place).toMatchObject({ signal: 'SIGKILL' });
    }
    await scene.workerHere();
    expect(await started.result()).toMatchObject({ state: 'done', undone: places.length });
    expect((await undonePairs(scene, started.id)).map(({ state }) => state)).toEqual(places.map(() => 'done'));
    expect(createdContacts(scene)).toBe(places.length);
    const now = asBefore(scene.sandbox.state(), await newIds(scene));
    expect(now).toMatchObject({ tickets: (asBefore(atStart, {}) as { tickets: object }).tickets });
  } finally {
    await scene.close();
  }
}
