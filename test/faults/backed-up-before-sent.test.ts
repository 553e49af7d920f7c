import { expect, test } from 'vitest';
import { readBackup, type SeenBackup } from '../support/backups.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('When the CRM receives the merge, both contacts lie in finished backups', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const seen: (SeenBackup | null)[] = [];
  const look = (): void => void seen.push(readBackup(scene, 'REVU-1'), readBackup(scene, 'REVU-2'));
  scene.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'run', run: look } });
  try {
    await scene.workerHere();
    await standstill(scene, await scene.start());
    expect(seen.map((backup) => backup?.tickets)).toEqual([
      ['TKT-1', 'TKT-2'],
      ['TKT-2', 'TKT-3', 'TKT-4'],
    ]);
  } finally {
    await scene.close();
  }
});
