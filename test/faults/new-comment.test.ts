import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Act } from '../../sandbox/devrev/faults/act.ts';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import { AFTER } from '../../store/backups/layout.ts';
import { PAIR, runCluster } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import type { Scene } from '../support/scene.ts';

const FILE = { id: 'ARTIFACT-7001', name: 'late.txt', type: 'text/plain', size: 70 };

/** Merges a pair while people act after the backup, before `fresh`. */
async function mergedDespite(acts: Act[], sandbox: SandboxOptions = {}): Promise<Scene> {
  const faults = acts.map((act) => ({ on: 'rev-users.get', nth: 3, do: { kind: 'act' as const, act } }));
  const { scene, progress } = await runCluster({ cluster: PAIR, sandbox: { ...sandbox, faults } });
  expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
  expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  return scene;
}

/** Without what stood after the merge. */
function madeBefore(root: string): string[] {
  return readdirSync(root).filter((name) => !name.startsWith('.') && !existsSync(join(root, name, AFTER)));
}

/** Folders of backups that were made at `fresh`. */
function additions(scene: Scene): string[] {
  const root = scene.env.BACKUP_DIR ?? '';
  return madeBefore(root)
    .filter((name) => /_REVU-\d+\.\d+$/.test(name))
    .map((name) => join(root, name));
}

test.for<[string, Act, string]>([
  ['A comment with a file on the contact', { kind: 'addComment', object: 'REVU-2', artifacts: [FILE] }, 'own'],
  ['A file put on the contact', { kind: 'addFile', object: 'REVU-2', artifact: FILE }, 'own'],
  ['A file put on an old ticket', { kind: 'addFile', object: 'TKT-3', artifact: FILE }, 'conversations/TKT-3'],
])('%s after the backup is backed up too, and the merge goes on', async ([, act, place]) => {
  const scene = await mergedDespite([act], { contactArtifacts: 'always' });
  try {
    const [folder = ''] = additions(scene);
    expect(readFileSync(join(folder, place, 'attachments', '7001_late.txt'))).toHaveLength(70);
    expect(additions(scene)).toHaveLength(1);
  } finally {
    await scene.close();
  }
});

test('Change events of a contact are no comments: they neither count as drift nor make a backup', async () => {
  const touched: Act = { kind: 'editContact', id: 'REVU-2', patch: {} };
  const scene = await mergedDespite([touched], { changeEvents: 'always' });
  try {
    expect(additions(scene)).toEqual([]);
  } finally {
    await scene.close();
  }
});

test.for(['400', '403', '404'] as const)(
  'Where contacts have no timeline for us (%s), the backup says so and the merge goes on',
  async (contactTimeline) => {
    const scene = await mergedDespite([], { contactTimeline });
    try {
      const root = scene.env.BACKUP_DIR ?? '';
      for (const name of madeBefore(root)) {
        const { comments, complete } = JSON.parse(readFileSync(join(root, name, 'verification.json'), 'utf8'));
        expect([comments, complete]).toEqual(['not available here', true]);
      }
      expect(additions(scene)).toEqual([]);
    } finally {
      await scene.close();
    }
  },
);

test('A contact without comments costs one call for them in its backup and one at fresh', async () => {
  const scene = await mergedDespite([]);
  try {
    const asked = scene.sandbox
      .requests()
      .filter(
        ({ path, subjects }) => path === 'timeline-entries.list' && subjects.some((id) => id.startsWith('REVU-')),
      );
    expect(asked.map(({ subjects }) => subjects[0]).sort()).toEqual(['REVU-1', 'REVU-1', 'REVU-2', 'REVU-2']);
  } finally {
    await scene.close();
  }
});
