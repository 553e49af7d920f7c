import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { pairStates, reporters } from '../support/outcome.ts';

test('A ticket that comes in after the backup is backed up too, and the merge goes on', async () => {
  const act = { kind: 'addTicket' as const, ticket: { id: 'TKT-77', reportedBy: ['REVU-2'] } };
  const { scene, progress } = await runCluster({
    sandbox: { faults: [{ on: 'rev-users.get', nth: 3, do: { kind: 'act', act } }] },
  });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    expect(reporters(scene, 'TKT-77')).toEqual(['REVU-1']);
    const files = await readdir(scene.env.BACKUP_DIR ?? '', { recursive: true });
    expect(files.filter((file) => file.endsWith('TKT-77/messages.json'))).toHaveLength(1);
  } finally {
    await scene.close();
  }
});
