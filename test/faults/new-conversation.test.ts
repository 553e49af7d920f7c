import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Act } from '../../sandbox/devrev/faults/act.ts';
import { pairReasons } from '../support/ledger.ts';
import { runCluster } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import type { ClusterSpec } from '../support/small-world.ts';

const CLUSTER: ClusterSpec = {
  members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] },
  conversations: { 'CONV-1': ['REVU-2'] },
};

/** The third contact read is the first of `fresh`: both were backed up before. */
function afterBackup(act: Act) {
  return { faults: [{ on: 'rev-users.get', nth: 3, do: { kind: 'act' as const, act } }] };
}

test('A conversation that begins after the backup is backed up too, and the merge goes on', async () => {
  const artifacts = [{ id: 'ARTIFACT-77', name: 'late.txt', type: 'text/plain', size: 10 }];
  const at = '2025-01-01T00:00:00.000Z';
  const messages = [{ body: 'Hi', visibility: 'external' as const, createdBy: 'REVU-2', createdAt: at, artifacts }];
  const conversation = { id: 'CONV-77', members: ['REVU-2'], messages };
  const sandbox = afterBackup({ kind: 'addConversation', conversation });
  const { scene, progress } = await runCluster({ cluster: CLUSTER, sandbox });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(scene.sandbox.state().conversations['CONV-77']?.members).toEqual(['REVU-1']);
    const files = await readdir(scene.env.BACKUP_DIR ?? '', { recursive: true });
    const added = files.filter((file) => file.includes('CONV-77/') && /json$|txt$/.test(file));
    expect(added.map((file) => file.split('CONV-77/')[1]).sort()).toEqual(['attachments/77_late.txt', 'messages.json']);
  } finally {
    await scene.close();
  }
});

test('A contact that has left a conversation since its backup has drifted, and nothing is sent', async () => {
  const sandbox = afterBackup({ kind: 'setMembers', id: 'CONV-1', members: ['DEVU-1'] });
  const { scene } = await runCluster({ cluster: CLUSTER, sandbox });
  try {
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'drifted' });
    expect((await pairReasons(scene))['REVU-2']).toBe('REVU-2 has lost 1 of its conversations');
    expect(mergePosts(scene)).toBe(0);
  } finally {
    await scene.close();
  }
});
