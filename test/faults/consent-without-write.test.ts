import { expect, test } from 'vitest';
import { setStop } from '../../store/runs/runs.ts';
import {
  consentJournal,
  consentOf,
  FIELD,
  IN,
  MAPPING,
  OUT,
  optOuts,
  withConsents,
  writes,
} from '../support/consent.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { resume } from '../support/words.ts';

async function mixed(sandbox: object = {}): Promise<Scene> {
  const { world, plan } = smallWorld([PAIR]);
  return openScene({ world: withConsents(world, { 'REVU-1': IN, 'REVU-2': OUT }), plan, sandbox });
}

test('A dry run only says what it would tighten, with a token that may only read', async () => {
  const scene = await mixed();
  try {
    await scene.workerHere({ DEVREV_API_TOKEN: 'sandbox-read-token' });
    const run = await scene.start({ consent: MAPPING, dryRun: true });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(writes(scene)).toEqual([]);
    expect(scene.sandbox.effects()).toEqual([]);
    expect(await pairStates(scene, 'dry')).toEqual({ 'REVU-2': 'would-merge' });
    expect(await consentJournal(scene)).toEqual([`consent: checked, would tighten ${FIELD}`]);
  } finally {
    await scene.close();
  }
});

test('A run that was told to stop writes no opt-out, and after a resume it goes on with it', async () => {
  const scene = await mixed();
  try {
    const run = await scene.start({ consent: MAPPING });
    const held = holdBeforeConsent(scene);
    await scene.workerHere();
    await held.arrived();
    await setStop(scene.database.db, { runId: run.id, stop: true, reason: 'tester' });
    held.letGo();
    await until('the run waits', async () => (await scene.progress(run)).waitingFor === 'resume');
    expect(writes(scene)).toEqual([]);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'verified' });
    expect(await consentJournal(scene)).toEqual([]);

    await resume(scene, run);
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
    expect(optOuts(scene)).toEqual([`REVU-1 {"${FIELD}":true}`]);
  } finally {
    await scene.close();
  }
});

/** Holds the worker in the consent step's first reading: both contacts were read once before, for their backups. */
function holdBeforeConsent(scene: Scene): { arrived(): Promise<void>; letGo(): void } {
  let waiting = false;
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const run = (): Promise<void> => {
    waiting = true;
    return gate;
  };
  scene.sandbox.addFault({ on: 'rev-users.get', nth: 3, do: { kind: 'run', run } });
  return { arrived: () => until('the consent step reads', () => waiting), letGo };
}

test('Running a finished plan again writes nothing, also where consent is checked', async () => {
  const scene = await mixed({ mergeCustomFields: 'overwrite' });
  try {
    await scene.workerHere();
    await scene.result(await scene.start({ consent: MAPPING }));
    const before = writes(scene);
    expect(before).toEqual(['rev-users.update REVU-1', 'rev-users.merge REVU-1 REVU-2']);
    expect(await scene.result(await scene.start({ consent: MAPPING }))).toMatchObject({ state: 'done' });
    expect(writes(scene)).toEqual(before);
  } finally {
    await scene.close();
  }
});

test('A contact that a person edits between its backup and the consent step drifted, and nothing is written', async () => {
  const act = { kind: 'editContact', id: 'REVU-1', patch: { displayName: 'Edited meanwhile' } } as const;
  const scene = await mixed({ faults: [{ on: 'rev-users.get', nth: 3, do: { kind: 'act', act } }] });
  try {
    await scene.workerHere();
    await standstill(scene, await scene.start({ consent: MAPPING }));
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'drifted' });
    expect(writes(scene)).toEqual([]);
  } finally {
    await scene.close();
  }
});

test('A contact that a person edits while its opt-out is written drifted: our own write does not hide it', async () => {
  const act = { kind: 'editContact', id: 'REVU-1', patch: { displayName: 'Edited meanwhile' } } as const;
  const scene = await mixed({ faults: [{ on: 'rev-users.update', do: { kind: 'act', act } }] });
  try {
    await scene.workerHere();
    await standstill(scene, await scene.start({ consent: MAPPING }));
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'drifted' });
    expect(mergePosts(scene)).toBe(0);
    expect(consentOf(scene, 'REVU-1')).toBe(true);
  } finally {
    await scene.close();
  }
});

test('An opt-out whose writing the CRM refuses holds the pair, and nothing is merged', async () => {
  const scene = await mixed({ requiredCustomFields: [], faults: [{ on: 'rev-users.update', do: '409' }] });
  try {
    await scene.workerHere();
    const progress = await standstill(scene, await scene.start({ consent: MAPPING }));
    expect(progress).toMatchObject({ paused: true, counts: { held: 1, done: 0 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
    expect(appliedMerges(scene)).toEqual([]);
  } finally {
    await scene.close();
  }
});

test('A token that may not write an opt-out pauses the run before any merge, and a resume tries again', async () => {
  const scene = await mixed({ faults: [{ on: 'rev-users.update', do: '403' }] });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    await until('the run is paused', async () => (await scene.progress(run)).paused);
    expect((await scene.progress(run)).pauseReason).toContain('401 or 403) for an opt-out');
    expect(mergePosts(scene)).toBe(0);
    await resume(scene, run);
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
    expect(consentOf(scene, 'REVU-1')).toBe(true);
  } finally {
    await scene.close();
  }
});
