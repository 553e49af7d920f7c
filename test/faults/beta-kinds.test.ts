import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WorldArtifact, WorldTicket } from '../../samples/world/world.ts';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import type { Run } from '../../store/runs/runs.ts';
import { readReport } from '../report/read-report.ts';
import { backupProblems } from '../support/backups-verify.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const file = (number: number): WorldArtifact => {
  return { id: `ARTIFACT-${8000 + number}`, name: `file-${number}.txt`, type: 'text/plain', size: 10 * number };
};
const AT = '2024-05-01T00:00:00.000Z';

/** REVU-2 with a file, two associations, an opportunity that it made and a task that it owns, each with a comment and a file. */
function worldInBeta(): ReturnType<typeof smallWorld> {
  const made = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  const { contacts, tickets } = made.world;
  const duplicate = contacts.find(({ id }) => id === 'REVU-2') ?? expect.unreachable();
  Object.assign(duplicate, { artifacts: [file(1)], associations: ['ACC-1', 'REV-1'] });
  const message = { body: 'Hi', visibility: 'external' as const, createdBy: 'DEVU-1', createdAt: AT, artifacts: [] };
  const deal: Omit<WorldTicket, 'id' | 'type'> = {
    ...{ title: 'Deal', body: 'Synthetic', reportedBy: [], createdBy: 'DEVU-1', ownedBy: [] },
    ...{ createdAt: AT, modifiedAt: AT, messages: [message] },
  };
  tickets.push(
    { ...deal, id: 'OPP-1', type: 'opportunity', createdBy: 'REVU-2', artifacts: [file(2)] },
    { ...deal, id: 'TASK-1', type: 'task', ownedBy: ['REVU-2'], artifacts: [file(3)] },
  );
  return made;
}

async function merged(sandbox: SandboxOptions, env = { DEVREV_BETA: 'yes' }): Promise<{ scene: Scene; run: Run }> {
  const scene = await openScene({ ...worldInBeta(), sandbox });
  await scene.workerHere(env);
  const run = await scene.start();
  expect(await standstill(scene, run)).toMatchObject({ counts: { done: 1, merged: 1 } });
  await scene.result(run);
  expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  return { scene, run };
}

function folderOf(scene: Scene): string {
  const root = scene.env.BACKUP_DIR ?? '';
  return join(root, readdirSync(root).find((name) => name.endsWith('_REVU-2')) ?? '');
}

function factsOf(scene: Scene): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folderOf(scene), 'verification.json'), 'utf8'));
}

test('With beta a backup holds the files, associations, opportunities and tasks of a contact, and the report says where they are after the merge', async () => {
  const { scene, run } = await merged({});
  try {
    const folder = folderOf(scene);
    expect(readFileSync(join(folder, 'own/attachments/8001_file-1.txt'))).toHaveLength(10);
    expect(readFileSync(join(folder, 'conversations/OPP-1/attachments/8002_file-2.txt'))).toHaveLength(20);
    expect(readFileSync(join(folder, 'conversations/TASK-1/attachments/8003_file-3.txt'))).toHaveLength(30);
    expect(readFileSync(join(folder, 'own/associations.json'), 'utf8')).toContain('ACC-1');
    const { own, not_asked_for: notAskedFor, 'opportunities and tasks': deals } = factsOf(scene);
    expect(own).toMatchObject({ files: [expect.any(String)], associations: [expect.any(String), expect.any(String)] });
    expect(deals).toMatchObject({ createdDeals: [expect.stringContaining('opportunity/1')], reportedDeals: [] });
    expect(notAskedFor).toEqual([]);
    expect(Object.values(await backupProblems(scene)).flat()).toEqual([]);
    const { report, merges } = readReport(scene, run);
    expect(report.pairs[0]?.own).toEqual({
      files: { had: 1, withPrimary: 0 },
      associations: { had: 2, withPrimary: 0 },
      'created opportunities and tasks': { had: 1, withPrimary: 1 },
      'owned opportunities and tasks': { had: 1, withPrimary: 1 },
    });
    expect(merges[0]?.own_things).toContain('associations: 0 of 2 with the primary');
  } finally {
    await scene.close();
  }
});

test('What a merge brings along is told as with the primary, and what nobody can see as that: neither keeps the pair from being done', async () => {
  const faults = [{ on: 'rev-users.associations.list', nth: 5, times: 9, do: '403' as const }];
  const { scene, run } = await merged({ mergeOwnThings: 'unite', faults });
  try {
    expect(readReport(scene, run).report.pairs[0]?.own).toMatchObject({
      files: { had: 1, withPrimary: 1 },
      associations: { had: 2, withPrimary: null },
    });
    const page = readFileSync(join(scene.folder, 'reports', run.id, 'report.html'), 'utf8');
    expect(page).toContain('What hung on the contacts themselves');
  } finally {
    await scene.close();
  }
});

test.for(['400', '403', '404'] as const)(
  'Where what is in beta is refused with %s, the backup says that it is not available here, and the merge goes on',
  async (betaKinds) => {
    const { scene } = await merged({ betaKinds });
    try {
      expect(factsOf(scene)).toMatchObject({
        own: { associations: 'not available here' },
        not_available_here: expect.arrayContaining(['created opportunities and tasks']),
        complete: true,
      });
    } finally {
      await scene.close();
    }
  },
);

test('Without the setting nothing in beta is asked for, and the backup says what was not', async () => {
  const { scene } = await merged({}, { DEVREV_BETA: 'no' });
  try {
    expect(scene.sandbox.requests().map(({ path }) => path)).not.toContain('rev-users.associations.list');
    expect(existsSync(join(folderOf(scene), 'own/associations.json'))).toBe(false);
    expect(factsOf(scene).not_asked_for).toContain('works of type task (beta)');
  } finally {
    await scene.close();
  }
});

test('A kind that is empty costs one call for each reading, and none after the merge', async () => {
  const { scene } = await merged({});
  try {
    const asked = scene.sandbox.requests().filter(({ path }) => path === 'rev-users.associations.list');
    expect(asked.map(({ subjects }) => subjects[0]).sort()).toEqual(['REVU-1', 'REVU-1', 'REVU-1', 'REVU-2', 'REVU-2']);
  } finally {
    await scene.close();
  }
});
