import { expect } from 'vitest';
import { FAILPOINTS, type FailpointName } from '../../activities/failpoint.ts';
import type { World } from '../../samples/world/world.ts';
import type { Effect } from '../../sandbox/devrev/objects/effect-log.ts';
import { standstill } from './one-pair.ts';
import { openScene } from './scene.ts';
import { smallWorld } from './small-world.ts';
import { TEST_TIMING } from './timing.ts';
import { asBefore, createdContacts, newIds, previewUndo, startUndo, undonePairs } from './undo.ts';

const isBefore = (name: FailpointName): boolean => name.endsWith('.before');

/** Before and after each step of an undo. All befores come first: a step of one pair that has lost three workers is given up, as it should be. */
export const UNDO_PLACES: readonly FailpointName[] = FAILPOINTS.filter((name) => name.startsWith('undo.')).sort(
  (a, b) => Number(isBefore(b)) - Number(isBefore(a)),
);

const OUT = 'tnt__no_mail';

/**
 * Takes back as many merges as there are places, at each of which the worker is killed once. There is something to do in every step: the merge
 * gives the primary the duplicate's reference, a custom field and a description, and the duplicate has a phone and has opted out. Nothing is
 * done twice, and all of it is taken back.
 */
export async function expectUndoneDespiteKills(places: readonly FailpointName[]): Promise<void> {
  const specs = places.map((_, index) => ({
    members: {
      [`REVU-${2 * index + 1}`]: [`TKT-${2 * index + 1}`],
      [`REVU-${2 * index + 2}`]: [`TKT-${2 * index + 1}`, `TKT-${2 * index + 2}`],
    },
  }));
  const { world, plan } = smallWorld(specs);
  tellApart(world);
  const sandbox = { mergeExternalRef: 'take', mergeCustomFields: 'fill' } as const;
  const scene = await openScene({ world, plan, sandbox });
  try {
    const atStart = asBefore(scene.sandbox.state(), {}) as { contacts: Record<string, { customFields: object }> };
    const merging = await scene.workerHere();
    const run = await scene.start({ consent: [{ field: OUT, optedOut: true }] });
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id, timing: TEST_TIMING });
    await merging.end();
    const merged = scene.sandbox.effects().length;
    const started = await startUndo(scene, { runId: run.id, shown, timing: TEST_TIMING });
    for (const place of places) {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${place}:1:kill` });
      expect(await doomed.exited, place).toMatchObject({ signal: 'SIGKILL' });
    }
    await scene.workerHere();
    const { state } = await started.result();
    const left = (await undonePairs(scene, started.id)).filter((pair) => pair.state !== 'done');
    expect({ state, left: left.map(({ duplicate, why }) => ({ duplicate, why })) }).toEqual({
      state: 'done',
      left: [],
    });
    expect(createdContacts(scene)).toBe(places.length);
    expectNothingTwice(scene.sandbox.effects().slice(merged));
    for (const contact of Object.values(atStart.contacts))
      contact.customFields = { ...contact.customFields, [OUT]: true };
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(atStart);
  } finally {
    await scene.close();
  }
}

/** Every other contact is a duplicate. */
function tellApart({ contacts }: World): void {
  for (const [index, contact] of contacts.entries()) {
    const isDuplicate = index % 2 === 1;
    contact.customFields = isDuplicate ? { [OUT]: true, tnt__size: 'M' } : { [OUT]: false };
    contact.phoneNumbers = isDuplicate ? [`+1202555${String(1000 + index)}`] : [];
  }
}

function expectNothingTwice(effects: readonly Effect[]): void {
  const done = effects.map(({ kind, contact, object, tickets, conversations, changed }) =>
    JSON.stringify({ kind, contact, object, tickets, conversations, changed }),
  );
  expect(done).toEqual([...new Set(done)]);
}
