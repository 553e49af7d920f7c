import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderUndo } from '../../control/undo/order-undo.ts';
import type { Run } from '../../store/runs/runs.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { editWithList, linkInBackup, moveOutside, truncateList } from '../support/spoil-backup.ts';
import { previewUndo, startUndo, type UndonePair, undonePairs } from '../support/undo.ts';

/** Where the ledger has a pair, for which no proof stands. */
const UNPROVEN = ['settled-merged', 'settled-apart', 'partial', 'held', 'conflict'] as const;
/** What has become of a backup, and what is said of its contact. */
const SPOILED = [
  [
    'a file is a symbolic link to the same bytes',
    linkInBackup,
    [
      { is: 'missing', file: 'metadata.json' },
      { is: 'link', file: 'metadata.json' },
    ],
  ],
  ['its list is cut short', truncateList, [{ is: 'another-list', file: 'verification.json' }]],
  ['a file was edited together with its hash', editWithList, [{ is: 'another-list', file: 'verification.json' }]],
  ['it lies outside the backup folder', moveOutside, [{ is: 'outside' }]],
] as const;

const duplicateOf = (at: number): string => `REVU-${2 * at + 2}`;
const spoiledAt = (what: string): string => duplicateOf(UNPROVEN.length + SPOILED.findIndex(([name]) => name === what));

let scene: Scene;
let first: Run;
let again: Run;
let pairs: Map<string, UndonePair>;
let writes: number;

beforeAll(async () => {
  scene = await openScene(smallWorld(manyPairs(UNPROVEN.length + SPOILED.length)));
  const { db } = scene.database;
  await scene.workerHere(PATIENT_ENV);
  first = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, first);
  again = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, again);
  for (const [at, state] of UNPROVEN.entries())
    await db.execute(sql`update pairs set state = ${state} where duplicate_id = ${duplicateOf(at)}`);
  for (const [what, spoil] of SPOILED) await spoil(scene, { contact: spoiledAt(what) });
  writes = scene.sandbox.effects().length;
  const shown = await previewUndo(scene, { runId: first.id, timing: PATIENT_TIMING });
  const started = await startUndo(scene, { runId: first.id, shown, timing: PATIENT_TIMING });
  await started.result();
  pairs = new Map((await undonePairs(scene, started.id)).map((pair) => [pair.duplicate, pair]));
});

afterAll(() => scene.close());

test.each(UNPROVEN.map((state, at) => [state, duplicateOf(at)] as const))(
  'A pair that is %s is no merge that can be taken back, and is named',
  (state, duplicate) => {
    const why = { code: 'undo-not-done', values: { state } };
    expect(pairs.get(duplicate)).toMatchObject({ state: 'put-down', why, newId: null, creates: 0 });
  },
);

test.each(SPOILED.map(([what, , damage]) => [what, spoiledAt(what), damage] as const))(
  'A backup of which %s is refused, and what is wrong with it is said',
  (_what, contact, damage) => {
    const why = { code: 'backup-damaged', values: { contact, problems: [], damage } };
    expect(pairs.get(contact)).toMatchObject({ state: 'put-down', why, newId: null, creates: 0 });
  },
);

test('Nothing was written for any of them', () => {
  expect(scene.sandbox.effects()).toHaveLength(writes);
});

test('Merges of an earlier run are named with it and left to it', async () => {
  const shown = await previewUndo(scene, { runId: again.id, timing: PATIENT_TIMING });
  const seen = (await undonePairs(scene, shown.undoId)).filter(({ why }) => why?.code !== 'undo-not-done');
  expect(seen.map(({ why }) => why)).toEqual(SPOILED.map(() => ({ code: 'undo-earlier', values: { run: first.id } })));
});

test('A dry run has merged nothing: there is nothing to take back', async () => {
  const { plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-3': [] } }]);
  const dry = await scene.start({ plan, dryRun: true, timing: PATIENT_TIMING });
  await standstill(scene, dry);
  const what = { clusterId: null, duplicateId: null, keep: null, through: false, by: 'ada', shown: null };
  const stage = { client: scene.client, db: scene.database.db, taskQueue: 'nobody', timing: PATIENT_TIMING };
  await expect(orderUndo({ ...stage, ...what, run: dry })).rejects.toThrow(`Run ${dry.id} is a dry run`);
});
