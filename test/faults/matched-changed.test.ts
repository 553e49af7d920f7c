import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { pauseRun } from '../../control/stop/pause-run.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import type { Run } from '../../store/runs/runs.ts';
import { cleanHistory } from '../replay/clean-history.ts';
import { readable } from '../replay/history-files.ts';
import { reportFolder } from '../report/read-report.ts';
import { reportedPairs } from '../report/reported-pairs.ts';
import { runScript } from '../scripts/run-script.ts';
import { clusterWith } from '../support/cluster-with.ts';
import { type FileCells, matchedPlan, withCells } from '../support/matched-plan.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const FIELDS = [{ field: 'first_name' }, { field: 'last_name' }, { field: 'phone' }];
const ada = (phone: string, more: FileCells = {}): FileCells => ({ name: 'Ada Lund', phone, ...more });

/** By contact, what the file had. */
const CELLS: Record<string, FileCells> = {
  'REVU-1': ada('+1 202 555 0143', { company: 'Lund Ltd' }),
  'REVU-2': ada('202-555-0143', { company: 'Lund Ltd' }),
  'REVU-3': ada('+1 202 555 0150'),
  'REVU-4': ada('+1 202 555 0150'),
  'REVU-5': ada('+1 202 555 0160'),
  'REVU-6': ada('+1 202 555 0160'),
  'REVU-7': ada('+1 202 555 0160'),
  'REVU-8': { name: 'Ada Lund', email: 'ada@one.test' },
  'REVU-9': { name: 'Ada Lund', email: 'lund@two.test' },
  'REVU-10': ada('+1 202 555 0170'),
  'REVU-11': ada('+1 202 555 0170'),
};
const OTHER_NUMBERS = ['+1 303 555 0199', '+1 404 555 0122', '+1 505 555 0111', '+1 606 555 0177'];
const [ofFour = '', ofSeven = '', ofEight = '', ofNine = ''] = OTHER_NUMBERS;

let scene: Scene;
let plan: Plan;
let first: Run;

beforeAll(async () => {
  const made = smallWorld([
    { members: { 'REVU-1': [], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': [], 'REVU-4': ['TKT-4'] } },
    { members: { 'REVU-5': [], 'REVU-6': ['TKT-6'], 'REVU-7': ['TKT-7'] } },
    { members: { 'REVU-8': [], 'REVU-9': ['TKT-9'] } },
    { members: { 'REVU-10': [], 'REVU-11': ['TKT-11'] } },
  ]);
  plan = matchedPlan(made.plan, {
    'REVU-1': {
      cells: CELLS,
      relies: [{ a: 'REVU-1', b: 'REVU-2', fields: [{ field: 'company' }, ...FIELDS] }],
    },
    'REVU-3': { cells: CELLS, relies: [{ a: 'REVU-3', b: 'REVU-4', fields: FIELDS }] },
    'REVU-5': {
      cells: CELLS,
      relies: [
        { a: 'REVU-5', b: 'REVU-6', fields: FIELDS },
        { a: 'REVU-6', b: 'REVU-7', fields: FIELDS },
      ],
    },
    'REVU-8': {
      cells: CELLS,
      relies: [{ a: 'REVU-8', b: 'REVU-9', fields: [{ field: 'first_name' }, { field: 'last_name' }] }],
    },
    'REVU-10': { cells: CELLS, relies: [{ a: 'REVU-10', b: 'REVU-11', fields: FIELDS }] },
  });
  scene = await openScene({ world: withCells(made.world, CELLS), plan });
  for (const [id, phone] of [
    ['REVU-4', ofFour],
    ['REVU-7', ofSeven],
    ['REVU-8', ofEight],
    ['REVU-9', ofNine],
  ] as const)
    scene.sandbox.act({ kind: 'editContact', id, patch: { phoneNumbers: [phone] } });
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-10', patch: { state: 'deactivated' } });
  await scene.workerHere();
  first = await scene.start();
  await approve(
    first,
    plan.clusters.map(({ id }) => id),
  );
  await standstill(scene, first);
});

afterAll(() => scene.close());

async function approve(run: Run, clusters: string[]): Promise<void> {
  const client = async () => scene.client;
  await tellDecision({
    client,
    db: scene.database.db,
    run,
    choice: 'approve',
    by: 'Test',
    selection: { clusters },
  });
}

const says = 'the two do not agree in the CRM as the plan says';

test('What a matching relied on is compared again from the backups: what agrees is merged, what does not goes back to review, and nothing of it counts as bad', async () => {
  expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  expect(await pairStates(scene)).toEqual({
    'REVU-2': 'done',
    'REVU-4': 'drifted',
    // Of three all are compared before the first is merged.
    'REVU-6': 'not-started',
    'REVU-7': 'drifted',
    'REVU-9': 'drifted',
    'REVU-11': 'drifted',
  });
  expect(await scene.progress(first)).toMatchObject({
    paused: false,
    waitingFor: 'decision',
    undecided: 4,
    counts: { started: 1, done: 1, held: 0, failed: 0, merged: 1 },
  });
});

test('Both values are shown in the report and by status, a contradiction that the file did not have as well', async () => {
  const pairs = await reportedPairs(scene, first);
  expect(pairs).toMatchObject({
    'REVU-2': 'succeeded',
    'REVU-4': `drifted: ${says}: phone +1 202 555 0150 (REVU-3), ${ofFour} (REVU-4)`,
    'REVU-7': `drifted: ${says}: phone +1 202 555 0160 (REVU-6), ${ofSeven} (REVU-7)`,
  });
  expect(pairs['REVU-11']).toBe('drifted: REVU-10 is deactivated and REVU-11 is active');
  expect(pairs['REVU-9']).toContain(`phone ${ofEight} (REVU-8), ${ofNine} (REVU-9)`);
  const page = readFileSync(join(reportFolder(scene, first), 'report.html'), 'utf8');
  expect(page).toContain('Not compared again, as the CRM does not show it: company');
  const { undecided } = JSON.parse((await runScript(scene, ['status', first.id, '--json'])).out);
  expect(undecided.find((one: { primary: string }) => one.primary === 'REVU-3')).toMatchObject({
    band: 'auto',
    why: { code: 'match-changed', values: { contacts: ['REVU-3', 'REVU-4'], fields: ['phone'] } },
    doubts: [{ seen: [{ says: '+1 202 555 0150' }, { says: ofFour }] }],
  });
  // On a screen telephones are masked; that they differ is said.
  const { out } = await runScript(scene, ['status', first.id]);
  expect(out).toMatch(
    /do not agree in the CRM as the plan says: phone \[phone\] \(REVU-3\)[^\n]*\n +band auto of a matching/,
  );
});

test('explain says which fields are compared once more, and which the CRM does not show', async () => {
  const { out } = await runScript(scene, ['explain', 'REVU-2', first.id]);
  const text = out.replace(/\s+/g, ' ');
  expect(text).toContain('Compared once more before it is merged: first name, last name and phone');
  expect(text).toContain('Not compared again, as the CRM does not show it: company');
});

test('No history and no log holds any of the values', async () => {
  const ids = [first.workflowId, ...plan.clusters.map(({ id }) => `merge-${first.crm}-${first.org}-${id}`)];
  const histories = await Promise.all(
    ids.map(async (id) => readable(cleanHistory(await scene.client.workflow.getHandle(id).fetchHistory()))),
  );
  const folder = scene.env.LOGS_DIR ?? '';
  const texts = [...histories, ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))];
  expect(histories.join()).toContain('match-changed');
  const values = [...OTHER_NUMBERS, '555 0150', '555 0160', 'Lund'];
  expect(values.filter((value) => texts.some((text) => text.includes(value)))).toEqual([]);
});

test('What a person has approved is not asked again in a later run; other values are', async () => {
  const control = { db: scene.database.db, client: async () => scene.client, run: first };
  await pauseRun({ ...control, reason: 'by a person' });
  await approve(first, [clusterWith(plan, 'REVU-3'), clusterWith(plan, 'REVU-8')]);
  await cancelRun(control);
  await scene.result(first).catch(() => undefined);
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-9', patch: { phoneNumbers: ['+1 707 555 0133'] } });

  const second = await scene.start();
  await approve(second, [clusterWith(plan, 'REVU-3'), clusterWith(plan, 'REVU-8')]);
  await standstill(scene, second);
  expect(await pairStates(scene)).toMatchObject({ 'REVU-4': 'done', 'REVU-9': 'drifted' });
  expect((await reportedPairs(scene, second))['REVU-9']).toContain(`${ofEight} (REVU-8), +1 707 555 0133 (REVU-9)`);
  await approve(second, [clusterWith(plan, 'REVU-8')]);
  await standstill(scene, second);
  expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2', 'REVU-3<-REVU-4', 'REVU-8<-REVU-9']);
});
