import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { titleOf } from '../../activities/run/next-clusters.ts';
import { makeCode } from '../../store/orders/codes.ts';
import { hold } from '../support/hold.ts';
import { patience } from '../support/patience.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const OUTCOME = 'done: 1 of 1 started clusters done, 2 pairs merged, 1 undecided';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': [] } },
      { members: { 'REVU-4': [], 'REVU-5': ['TKT-3'] }, decision: 'review' },
    ]),
  );
  await scene.workerHere(PATIENT_ENV);
});

afterAll(() => scene.close());

test('The Temporal UI reads like a report: summary and details of a run and of its clusters, without contact data', async () => {
  const cluster = scene.plan.clusters.find(({ duplicates }) => duplicates.length === 2);
  const held = hold(scene, [{ on: 'rev-users.merge', pair: { duplicate: 'REVU-3' } }]);
  const run = await scene.start({ timing: PATIENT_TIMING });
  await held.arrived();
  const child = `merge-devrev-${run.org}-${cluster?.id}`;
  expect(await pageOf(child)).toEqual({
    staticSummary: `cluster ${cluster?.id}: REVU-2, REVU-3 into REVU-1`,
    staticDetails: `Cluster of run ${run.id}`,
    currentDetails: '**pair 2 of 2**\n\nREVU-2 into REVU-1: done\n\nREVU-3 into REVU-1: under way',
  });
  held.letGo();
  const handle = scene.client.workflow.getHandle(run.workflowId);
  const details = async (): Promise<string> => (await pageOf(run.workflowId)).currentDetails;
  await expect
    .poll(details, { timeout: patience(30_000) })
    .toBe('1 of 1 started clusters done, 2 pairs merged, 1 undecided, waiting for a decision');
  await handle.signal('pause', { reason: 'lunch' });
  await expect.poll(details, { timeout: patience(30_000) }).toContain('**paused**: lunch');
  const { code } = await makeCode(scene.database.db, { runId: run.id });
  await handle.signal('resume', { code });
  await handle.signal('finish');
  await scene.result(run);
  const pages = [await pageOf(run.workflowId), await pageOf(child)];
  expect(pages[0]).toEqual({
    staticSummary: `run ${run.id}: 2 clusters`,
    staticDetails: `Plan ${run.planDigest.slice(0, 12)}, profile external-contacts, organization ${run.org}`,
    currentDetails: OUTCOME,
  });
  expect(pages[1]?.currentDetails).toBe('**done**\n\nREVU-2 into REVU-1: done\n\nREVU-3 into REVU-1: done');
  const { typedSearchAttributes: found } = await handle.describe();
  const named = found.getAll().filter(({ key }) => key.name.startsWith('Dedupe'));
  expect(named.map(({ key, value }) => [key.name, value]).sort()).toEqual([
    ['DedupeCrm', 'devrev'],
    ['DedupeRun', run.id],
  ]);
  expect((await handle.describe()).memo).toEqual({ outcome: OUTCOME });
  expect(JSON.stringify(pages)).not.toMatch(/@|person|TKT-|lunch/i);
});

test('The title of a cluster has room in a summary, however many and long the ids are', () => {
  const primary = 'REVU-1';
  const ids = (many: number): string[] => Array.from({ length: many }, (_, at) => `REVU-${at + 2}`);
  expect(titleOf({ primary, duplicates: ids(2) })).toBe('REVU-2, REVU-3 into REVU-1');
  expect(titleOf({ primary, duplicates: ids(40) })).toBe('REVU-2 and 39 more into REVU-1');
  expect(titleOf({ primary, duplicates: ['ö'.repeat(60)] })).toBe(null);
  const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
  const duplicates = fc.array(id, { minLength: 1, maxLength: 50 });
  const fits = fc.property(id, duplicates, (one, others) => {
    const summary = `cluster ${'0'.repeat(32)}: ${titleOf({ primary: one, duplicates: others })}`;
    expect(Buffer.byteLength(summary)).toBeLessThan(300);
  });
  fc.assert(fits);
});

/** What the UI shows of a workflow: two fixed texts, and one that its code sets. */
async function pageOf(
  workflowId: string,
): Promise<Record<'staticSummary' | 'staticDetails' | 'currentDetails', string>> {
  const handle = scene.client.workflow.getHandle(workflowId);
  const description = await handle.describe();
  const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return {
    staticSummary: (await description.staticSummary()) ?? '',
    staticDetails: (await description.staticDetails()) ?? '',
    currentDetails,
  };
}
