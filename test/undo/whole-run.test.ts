import { expect, test } from 'vitest';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, newIds, undo, undonePairs } from '../support/undo.ts';

test('Of clusters of three and four the merges are taken back, the newest first, in several executions, and the end is as the start', async () => {
  const { world, plan } = smallWorld([
    {
      members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-1', 'TKT-2', 'TKT-3'], 'REVU-3': ['TKT-3'], 'REVU-4': [] },
      conversations: { 'CONV-1': ['REVU-2', 'REVU-3'], 'CONV-2': ['REVU-1', 'REVU-4'] },
    },
    { members: { 'REVU-5': [], 'REVU-6': ['TKT-4'], 'REVU-7': ['TKT-4', 'TKT-5'] } },
  ]);
  const people: Record<string, { displayName: string; phoneNumbers: string[]; customFields: Record<string, unknown> }> =
    {
      'REVU-2': {
        displayName: 'Second',
        phoneNumbers: ['+12025550102'],
        customFields: { tnt__no_mail: false, tnt__size: 'M' },
      },
      'REVU-3': { displayName: 'Third', phoneNumbers: [], customFields: { tnt__no_mail: true } },
      'REVU-6': { displayName: 'Sixth', phoneNumbers: ['+12025550106'], customFields: { tnt__no_mail: false } },
    };
  for (const contact of world.contacts) Object.assign(contact, people[contact.id] ?? {});
  const scene = await openScene({ world, plan });
  try {
    const before = scene.sandbox.state();
    await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: PATIENT_TIMING });
    await standstill(scene, run);
    const started = await undo(scene, { runId: run.id, timing: { ...PATIENT_TIMING, mostEvents: 60 } });
    expect(await started.result()).toMatchObject({ state: 'done', ended: 5, undone: 5 });
    const { runId } = await scene.client.workflow.getHandle(started.workflowId).describe();
    expect(runId).not.toBe(started.firstExecutionRunId);
    const states = (await undonePairs(scene, started.id)).map(({ state, why }) => [state, why]);
    expect(states).toEqual(Array.from({ length: 5 }, () => ['done', null]));
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
  } finally {
    await scene.close();
  }
});
