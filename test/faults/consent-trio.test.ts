import { expect, test } from 'vitest';
import { consentOf, FIELD, historyOf, IN, MAPPING, OUT, optOuts, withConsents } from '../support/consent.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';
import { patience } from '../support/patience.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const TRIO = { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] } };

test('An opt-out of the last duplicate is on the primary before the first merge, and outlives a merge that overwrites it', async () => {
  const { world: plain, plan } = smallWorld([TRIO]);
  const world = withConsents(plain, { 'REVU-1': IN, 'REVU-2': IN, 'REVU-3': OUT });
  const scene = await openScene({ world, plan, sandbox: { mergeCustomFields: 'overwrite' } });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 2 } });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2', 'REVU-1<-REVU-3']);
    expect(scene.sandbox.effects().map(({ kind }) => kind)).toEqual(['update', 'update', 'merge', 'merge']);
    expect(optOuts(scene)).toEqual([`REVU-1 {"${FIELD}":true}`, `REVU-2 {"${FIELD}":true}`]);
    expect(historyOf(scene, { world, contact: 'REVU-1', rule: 'overwrite' })).toEqual([false, true, true, true, true]);
  } finally {
    await scene.close();
  }
});

test('An opt-out of a duplicate merged before is carried on by the primary to the ones that follow', async () => {
  const { world: plain, plan } = smallWorld([TRIO]);
  const world = withConsents(plain, { 'REVU-1': IN, 'REVU-2': OUT, 'REVU-3': IN });
  const scene = await openScene({ world, plan, sandbox: { mergeCustomFields: 'overwrite' } });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 2 } });
    expect(scene.sandbox.effects().map(({ kind }) => kind)).toEqual(['update', 'merge', 'update', 'merge']);
    expect(optOuts(scene)).toEqual([`REVU-1 {"${FIELD}":true}`, `REVU-3 {"${FIELD}":true}`]);
    expect(historyOf(scene, { world, contact: 'REVU-1', rule: 'overwrite' })).toEqual([false, true, true, true, true]);
  } finally {
    await scene.close();
  }
});

test('A member that is gone without a word counts as opted out: unknown is out', async () => {
  const { world: plain, plan } = smallWorld([TRIO]);
  const world = withConsents(plain, { 'REVU-1': IN, 'REVU-2': IN, 'REVU-3': IN });
  const scene = await openScene({ world, plan });
  scene.sandbox.act({ kind: 'deleteContact', id: 'REVU-3' });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    expect(await scene.progress(run)).toBeDefined();
    await expect
      .poll(() => pairStates(scene), { timeout: patience(20_000) })
      .toEqual({ 'REVU-2': 'done', 'REVU-3': 'held' });
    expect(consentOf(scene, 'REVU-1')).toBe(true);
  } finally {
    await scene.close();
  }
});
