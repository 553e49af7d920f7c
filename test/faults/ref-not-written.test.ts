import { expect, test } from 'vitest';
import { setStop } from '../../store/runs/runs.ts';
import { NEW, OLD, refChange, refOf, TRIO_REFS, updatePosts, withRefs } from '../support/external-refs.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { resume } from '../support/words.ts';

/** A person gives the primary this reference while the merge is applied. */
function edited(externalRef: string): object {
  const act = { kind: 'editContact', id: 'REVU-1', patch: { externalRef } } as const;
  return { faults: [{ on: 'rev-users.merge', do: { kind: 'act', when: 'apply', act } }] };
}

async function scene(sandbox: object): Promise<Scene> {
  const opened = await openScene({ ...withRefs(smallWorld([PAIR]), TRIO_REFS), sandbox });
  await opened.workerHere();
  return opened;
}

test('A reference that a person has changed meanwhile is left alone, and the cluster is held', async () => {
  const on = await scene(edited('chosen by a person'));
  try {
    expect(await standstill(on, await on.start())).toMatchObject({ paused: true, counts: { held: 1, merged: 1 } });
    const reason = 'external reference: that of REVU-1 is neither the old nor the new one: somebody changed it';
    expect(await refChange(on)).toEqual({ state: 'held', reason, sends: 0 });
    expect(updatePosts(on)).toBe(0);
    expect(refOf(on, 'REVU-1')).toBe('chosen by a person');
  } finally {
    await on.close();
  }
});

test('A reference that a person has handed over already counts as done, without a write', async () => {
  const on = await scene(edited(NEW));
  try {
    expect(await on.result(await on.start())).toMatchObject({ counts: { done: 1, merged: 1 } });
    expect(await refChange(on)).toEqual({ state: 'done', reason: null, sends: 0 });
    expect(updatePosts(on)).toBe(0);
  } finally {
    await on.close();
  }
});

test('A duplicate whose reference in the CRM is not the one of the CSV hands nothing over', async () => {
  const { world, plan } = withRefs(smallWorld([PAIR]), TRIO_REFS);
  const contacts = world.contacts.map((one) => (one.id === 'REVU-2' ? { ...one, externalRef: 'user_changed' } : one));
  const on = await openScene({ world: { ...world, contacts }, plan });
  try {
    await on.workerHere();
    expect(await standstill(on, await on.start())).toMatchObject({ counts: { held: 1, merged: 1 } });
    const reason = 'external reference: REVU-2 had another external reference than the CSV says';
    expect(await refChange(on)).toEqual({ state: 'held', reason, sends: 0 });
    expect(refOf(on, 'REVU-1')).toBe(OLD);
  } finally {
    await on.close();
  }
});

test('A token that may not write a reference pauses the run, and a resume tries again', async () => {
  const on = await scene({ faults: [{ on: 'rev-users.update', do: '403' }] });
  try {
    const run = await on.start();
    await until('the run is paused', async () => (await on.progress(run)).paused);
    expect((await on.progress(run)).pauseReason).toContain('401 or 403) for an external reference');
    expect(refOf(on, 'REVU-1')).toBe(OLD);
    await resume(on, run);
    expect(await on.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(refOf(on, 'REVU-1')).toBe(NEW);
  } finally {
    await on.close();
  }
});

test('A run that was told to stop writes no reference, and cancelled it leaves the change to the next run', async () => {
  const on = await scene({});
  try {
    const run = await on.start();
    const { db } = on.database;
    const stop = async (): Promise<void> => void (await setStop(db, { runId: run.id, stop: true, reason: 'tester' }));
    on.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'run', when: 'apply', run: stop } });
    await until('the run waits', async () => (await on.progress(run)).waitingFor === 'resume');
    expect(await refChange(on)).toEqual({ state: 'planned', reason: null, sends: 0 });
    await on.client.workflow.getHandle(run.workflowId).cancel();
    await on.result(run).catch(() => null);
    expect(updatePosts(on)).toBe(0);
    expect(await refChange(on)).toEqual({ state: 'planned', reason: null, sends: 0 });
    const second = await on.start();
    expect(await on.result(second)).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(refOf(on, 'REVU-1')).toBe(NEW);
    expect(updatePosts(on)).toBe(1);
  } finally {
    await on.close();
  }
});
