import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { World, WorldArtifact } from '../../samples/world/world.ts';
import { backupProblems } from '../support/backups-verify.ts';
import { pairReasons } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const file = (number: number, size: number): WorldArtifact => {
  return { id: `ARTIFACT-${7000 + number}`, name: `file-${number}.txt`, type: 'text/plain', size };
};

/** REVU-2 with a ticket, an issue and a conversation, each and itself with files of its own; `log.txt` hangs on a message. */
function worldWithFiles(): ReturnType<typeof smallWorld> {
  const made = smallWorld([
    { members: { 'REVU-1': [], 'REVU-2': ['TKT-1', 'ISS-2'] }, conversations: { 'CONV-1': ['REVU-2'] } },
  ]);
  const { world } = made;
  give(world.contacts, 'REVU-2', { picture: file(1, 10), artifacts: [file(2, 20)], messages: [comment(file(3, 30))] });
  give(world.tickets, 'TKT-1', { artifacts: [file(4, 40)] });
  give(world.tickets, 'ISS-2', { artifacts: [file(5, 50)] });
  give(world.conversations ?? [], 'CONV-1', { artifacts: [file(6, 60)] });
  return made;
}

function give<T extends { id: string }>(objects: T[], id: string, more: Partial<T>): void {
  Object.assign(objects.find((object) => object.id === id) ?? expect.unreachable(), more);
}

function comment(artifact: WorldArtifact): NonNullable<World['contacts'][number]['messages']>[number] {
  const createdAt = '2024-04-01T00:00:00.000Z';
  return { body: 'Called back', visibility: 'internal', createdBy: 'DEVU-1', createdAt, artifacts: [artifact] };
}

function folderOf(scene: Scene, contact: string): string {
  const root = scene.env.BACKUP_DIR ?? '';
  return join(root, readdirSync(root).find((name) => name.endsWith(`_${contact}`)) ?? '');
}

test('A backup holds the files of tickets, issues, conversations and the contact themselves, and what was written on the contact', async () => {
  const scene = await openScene({ ...worldWithFiles(), sandbox: { contactArtifacts: 'always' } });
  try {
    await scene.workerHere();
    const run = await scene.start();
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
    const folder = folderOf(scene, 'REVU-2');
    const sizes = (path: string): Record<string, number> =>
      Object.fromEntries(
        readdirSync(join(folder, path, 'attachments'))
          .filter((name) => name.includes('_file-'))
          .map((name) => [name, readFileSync(join(folder, path, 'attachments', name)).length]),
      );
    expect(sizes('own')).toEqual({ '7001_file-1.txt': 10, '7002_file-2.txt': 20, '7003_file-3.txt': 30 });
    expect(sizes('conversations/TKT-1')).toEqual({ '7004_file-4.txt': 40 });
    expect(sizes('conversations/ISS-2')).toEqual({ '7005_file-5.txt': 50 });
    expect(sizes('conversations/CONV-1')).toEqual({ '7006_file-6.txt': 60 });
    const [page] = JSON.parse(readFileSync(join(folder, 'own/messages.json'), 'utf8')).messages;
    expect(page.timeline_entries.map(({ body }: { body: string }) => body)).toEqual(['Called back']);
    const verification = JSON.parse(readFileSync(join(folder, 'verification.json'), 'utf8'));
    expect(verification.comments).toHaveLength(1);
    expect(verification.not_asked_for).toContain('associations (beta)');
    expect(Object.values(await backupProblems(scene)).flat()).toEqual([]);
  } finally {
    await scene.close();
  }
});

/** What of each of five duplicates has a file that cannot be located. */
const WITH_FILE = ['ticket', 'issue', 'conversation', 'contact', 'comment'] as const;

test('A pair is not merged when a file of a ticket, an issue, a conversation, the contact or a comment on it cannot be located', async () => {
  const duplicates = WITH_FILE.map((_, at) => `REVU-${2 * at + 2}`);
  const made = smallWorld(
    duplicates.map((duplicate, at) => ({
      members: { [`REVU-${2 * at + 1}`]: [], [duplicate]: [`TKT-${at + 1}`, `ISS-${at + 11}`] },
      conversations: { [`CONV-${at + 1}`]: [duplicate] },
    })),
  );
  const { world } = made;
  give(world.tickets, 'TKT-1', { artifacts: [file(1, 10)] });
  give(world.tickets, 'ISS-12', { artifacts: [file(2, 20)] });
  give(world.conversations ?? [], 'CONV-3', { artifacts: [file(3, 30)] });
  give(world.contacts, 'REVU-8', { picture: file(4, 40) });
  give(world.contacts, 'REVU-10', { messages: [comment(file(5, 50))] });
  const faults = WITH_FILE.map((_, at) => {
    const pair = { primary: `ARTIFACT-${7001 + at}` };
    return { on: 'artifacts.locate', every: 1, pair, do: '404' } as const;
  });
  const scene = await openScene({ ...made, sandbox: { faults } });
  try {
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ counts: { merged: 0, skipped: WITH_FILE.length } });
    expect(appliedMerges(scene)).toEqual([]);
    const failed = duplicates.map((id) => [id, `the backup of ${id} failed: Crm.not-found`]);
    expect(await pairReasons(scene)).toEqual(Object.fromEntries(failed));
  } finally {
    await scene.close();
  }
});
