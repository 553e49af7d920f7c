import { expect, test } from 'vitest';
import { startResolve } from '../../control/start-resolve.ts';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { afterImages } from '../support/after-images.ts';
import {
  consentJournal,
  consentOf,
  consentRecord,
  FIELD,
  IN,
  MAPPING,
  OUT,
  optOuts,
  withConsents,
} from '../support/consent.ts';
import { locked } from '../support/ledger.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

/** The duplicate is opted in at the last moment, and the merge overwrites the primary's fields with its own. */
const LOOSENS: Fault = {
  on: 'rev-users.merge',
  do: { kind: 'act', when: 'apply', act: { kind: 'editContact', id: 'REVU-2', patch: { customFields: IN } } },
};

async function optedOut(faults: Fault[], cluster: ClusterSpec = PAIR): Promise<Scene> {
  const { world, plan } = smallWorld([cluster]);
  const consents = { 'REVU-1': OUT, 'REVU-2': OUT, 'REVU-3': OUT };
  return openScene({
    world: withConsents(world, consents),
    plan,
    sandbox: { mergeCustomFields: 'overwrite', faults: [LOOSENS, ...faults] },
  });
}

test('A merge that loosens the primary is not done before the opt-out is back, which is no drift for the next pair', async () => {
  const scene = await optedOut([], { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] } });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 2 } });
    expect(scene.sandbox.effects().map(({ kind }) => kind)).toEqual(['person-edit', 'merge', 'update', 'merge']);
    expect(optOuts(scene)).toEqual([`REVU-1 {"${FIELD}":true}`]);
    expect(consentOf(scene, 'REVU-1')).toBe(true);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done', 'REVU-3': 'done' });
    expect(await consentJournal(scene)).toContain(`consent: tightening ${FIELD} again after the merge was sent`);
    expect(await consentRecord(scene, 'REVU-2')).toMatchObject({ checked: true, tightened: [], again: [FIELD] });
    // What is kept of it shows the primary after that write, not as the merge left it.
    expect((await afterImages(scene))['REVU-2']?.primary).toMatchObject({ custom_fields: { [FIELD]: true } });
  } finally {
    await scene.close();
  }
});

test('A stop that comes after the POST does not keep the opt-out from coming back', async () => {
  const scene = await optedOut([]);
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    await expect.poll(() => mergePosts(scene), { interval: 5, timeout: patience(20_000) }).toBe(1);
    await scene.client.workflow.getHandle(run.workflowId).signal('pause');
    await expect.poll(() => pairStates(scene), { timeout: patience(20_000) }).toEqual({ 'REVU-2': 'done' });
    expect(consentOf(scene, 'REVU-1')).toBe(true);
  } finally {
    await scene.close();
  }
});

test('Writes of the opt-out that fail for a while are tried again until it is back', async () => {
  const scene = await optedOut([{ on: 'rev-users.update', times: 2, do: '500-before' }]);
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    expect(consentOf(scene, 'REVU-1')).toBe(true);
  } finally {
    await scene.close();
  }
});

test('A merge whose lost opt-out the CRM will not take back is never done, pauses the run, and can be resolved', async () => {
  const scene = await optedOut([{ on: 'rev-users.update', do: '403' }]);
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    const progress = await standstill(scene, run);
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1, merged: 0 } });
    expect(progress.pauseReason).toContain(`consent: ${FIELD} of REVU-1 is looser than before the merge`);
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
    expect(await locked(scene)).toEqual(['REVU-1', 'REVU-2']);

    const resolving = await startResolve({
      client: scene.client,
      db: scene.database.db,
      pair: `${scene.plan.clusters[0]?.id}.REVU-2`,
      as: 'merged',
      by: 'tester',
      crms: {},
      timing: TEST_TIMING,
      taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
    });
    expect(await resolving.result()).toEqual({ outcome: 'done', reason: null });
    expect(consentOf(scene, 'REVU-1')).toBe(true);
    expect(await locked(scene)).toEqual([]);
  } finally {
    await scene.close();
  }
});
