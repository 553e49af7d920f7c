import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import type { World } from '../../samples/world/world.ts';
import { readReport } from '../report/read-report.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
    { members: { 'REVU-5': ['TKT-5'], 'REVU-6': ['TKT-6'] } },
  ]);
  scene = await openScene({ world: withOddities(world), plan, sandbox: { extraFields: true } });
  scene.sandbox.act({ kind: 'editContact', id: 'REVU-6', patch: { state: 'hibernating' } });
  await scene.workerHere();
});

afterAll(() => scene.close());

/** REVU-1 and 2: one e-mail in two spellings, one reference in two accounts. REVU-4 is not verified. */
function withOddities(world: World): World {
  const odd: Record<string, object> = {
    'REVU-1': { externalRef: 'user_shared' },
    'REVU-2': { externalRef: 'user_shared', email: ' Person0@Example.COM ', workspace: 'REV-2' },
    'REVU-4': { isVerified: false },
  };
  return {
    ...world,
    accounts: [...world.accounts, { id: 'ACC-2', name: 'Other' }],
    workspaces: [...world.workspaces, { id: 'REV-2', name: 'Other', account: 'ACC-2' }],
    contacts: world.contacts.map((contact) => ({ ...contact, ...odd[contact.id] })),
  };
}

const HELD = {
  'REVU-4': 'one contact is verified and the other is not: DevRev does not merge such a pair',
  'REVU-6': "REVU-6 is in state 'hibernating', which this tool does not know",
};

function heldIn(run: Awaited<ReturnType<Scene['start']>>): Record<string, string | null> {
  const held = readReport(scene, run).report.pairs.filter(({ result }) => result === 'held');
  return Object.fromEntries(held.map(({ duplicate, reason }) => [duplicate, reason]));
}

/** The fields of a contact as its finished backups have them. */
function backedUp(contact: string): string[] {
  const root = scene.env.BACKUP_DIR ?? '';
  const folders = readdirSync(root).filter((folder) => folder.endsWith(`_${contact}`));
  return folders.map((folder) => readFileSync(join(root, folder, 'metadata.json'), 'utf8'));
}

test('A dry run says beforehand which pairs cannot be merged, and why, and keeps what it does not know in the backup', async () => {
  const run = await scene.start({ dryRun: true });
  expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, held: 2 } });
  await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
  await scene.result(run);
  expect(heldIn(run)).toEqual(HELD);
  expect(readReport(scene, run).report.counts).toMatchObject({ wouldMerge: 1, held: 2 });
  expect(scene.sandbox.requests().filter((request) => request.write)).toEqual([]);
  expect(backedUp('REVU-6')).toEqual([expect.stringContaining('"state":"hibernating"')]);
  expect(backedUp('REVU-1')).toEqual([expect.stringContaining('"x_field_of_tomorrow"')]);
});

test('The real run holds the same pairs and merges the rest, whatever the spelling of an e-mail', async () => {
  const run = await scene.start();
  expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, held: 2 } });
  expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  expect(mergePosts(scene)).toBe(1);
  await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
  await scene.result(run);
  expect(heldIn(run)).toEqual(HELD);
});
