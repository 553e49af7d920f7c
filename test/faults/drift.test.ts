import { expect, test } from 'vitest';
import type { Act } from '../../sandbox/devrev/faults/act.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { approve, resume } from '../support/words.ts';

const edits: [string, Act][] = [
  ['the primary', { kind: 'editContact', id: 'REVU-1', patch: { description: 'Edited' } }],
  ['the duplicate', { kind: 'editContact', id: 'REVU-2', patch: { description: 'Edited' } }],
];

test.for(edits)(
  'A person edits %s after the backup: the pair drifted, nothing is sent, and an approval begins it anew',
  async ([, act]) => {
    const { world, plan } = smallWorld([PAIR]);
    const afterBackup = { on: 'rev-users.get', nth: 3, do: { kind: 'act' as const, act } };
    const scene = await openScene({ world, plan, sandbox: { faults: [afterBackup] } });
    try {
      await scene.workerHere();
      const run = await scene.start();
      expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 0, held: 1 } });
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'drifted' });
      expect(mergePosts(scene)).toBe(0);

      await approve(scene, run, { clusters: [plan.clusters[0]?.id ?? ''] });
      await resume(scene, run);
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    } finally {
      await scene.close();
    }
  },
);
