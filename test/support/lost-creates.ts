import { expect } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { manyPairs } from './many-pairs.ts';
import { standstill } from './one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from './patient.ts';
import { openScene } from './scene.ts';
import { smallWorld } from './small-world.ts';
import { asBefore, createdContacts, newIds, undo, undonePairs } from './undo.ts';

/** What becomes of a create, and whether lists and reads lag behind it. */
export interface LostCreate {
  answer: string;
  lists: 'fresh' | 'stale';
  do: Fault['do'];
  /** Requests that it takes. */
  creates: 1 | 2;
}

/**
 * How many reads lag behind a create. The first look of all and one after the quiet period prove nothing yet, however far apart a busy machine has
 * them; a third could be taken for a proof that nobody was made.
 */
const STALE_READS = 2;

/** Within the quiet period of the test, and after the answer was given up where there is none. */
const LATE_MS = 400;
const TIMED_OUT_MS = 2_400;

/** Those that differ in what an undo does then; the others differ in what the CRM's answer looks like. */
const EVERY_DAY = [
  'lost, landed at once',
  '201, lands late',
  'lost, lands late',
  'lost, never lands',
  '409, never lands',
];

export function everyDay(table: LostCreate[]): LostCreate[] {
  return table.filter(({ answer }) => EVERY_DAY.includes(answer));
}

/** Each way in which a create and its answer can part, as lists tell it. */
export function lostCreates(lists: LostCreate['lists']): LostCreate[] {
  return [
    { answer: 'lost, landed at once', lists, do: 'apply-then-drop', creates: 1 },
    { answer: '500, landed at once', lists, do: '500-after', creates: 1 },
    { answer: 'cut, landed at once', lists, do: { kind: 'truncate', at: 20 }, creates: 1 },
    { answer: '201, lands late', lists, do: { kind: 'late', ms: LATE_MS }, creates: 1 },
    { answer: 'lost, lands late', lists, do: { kind: 'slow', ms: TIMED_OUT_MS, apply: 'after' }, creates: 1 },
    { answer: '201, never lands', lists, do: 'never', creates: 2 },
    { answer: 'lost, never lands', lists, do: 'drop-before', creates: 2 },
    { answer: '409, never lands', lists, do: '409', creates: 2 },
  ];
}

/** Takes back as many merges in one undo, a create of each being lost so: exactly one contact each, and the rest is as before. */
export async function expectOneContactEach(table: LostCreate[]): Promise<void> {
  const { world, plan } = smallWorld(manyPairs(table.length));
  const scene = await openScene({ world, plan });
  try {
    const before = scene.sandbox.state();
    const merging = await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: PATIENT_TIMING });
    await standstill(scene, run);
    await merging.end();
    await scene.workerHere();
    let nth = 1;
    for (const { do: what, lists, creates } of table) {
      scene.sandbox.addFault({ on: 'rev-users.create', nth, do: what });
      const staleFromHere = (): void => {
        scene.sandbox.addFault({ on: ['rev-users.list', 'rev-users.get'], times: STALE_READS, do: 'stale' });
      };
      if (lists === 'stale') {
        scene.sandbox.addFault({ on: 'rev-users.create', nth, do: { kind: 'run', run: staleFromHere } });
      }
      nth += creates;
    }
    const started = await undo(scene, { runId: run.id, timing: PATIENT_TIMING });
    await started.result();
    const states = (await undonePairs(scene, started.id)).map(({ state }) => state);
    expect(states).toEqual(table.map(() => 'done'));
    const bitten = scene.sandbox.faultsApplied().filter(({ kind }) => kind !== 'run' && kind !== 'stale');
    expect(bitten).toHaveLength(table.length);
    expect(createdContacts(scene)).toBe(table.length);
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
  } finally {
    await scene.close();
  }
}
