import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import type { Scene } from '../support/scene.ts';

const TICKETS = 150;
const own = Array.from({ length: TICKETS }, (_, at) => `TKT-${at + 2}`);
const cluster = { members: { 'REVU-1': ['TKT-1'], 'REVU-2': own } };

function asked(scene: Scene, path: string): number {
  return scene.sandbox.requests().filter((request) => request.path === path).length;
}

test('A look while a merge is under way asks for no ticket that the list of the duplicate has just shown', async () => {
  const { scene } = await runCluster({
    cluster,
    timing: { quietMs: 60_000 },
    sandbox: { faults: [{ on: 'rev-users.merge', do: { kind: 'late', ms: 2000 } }] },
  });
  try {
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    expect(asked(scene, 'works.get')).toBe(0);
  } finally {
    await scene.close();
  }
});

test('What says that a merge was not applied asks for every ticket once, since lists lag', async () => {
  const { scene } = await runCluster({
    cluster,
    // Looks for 3 s, several of them.
    timing: { quietMs: 3000 },
    sandbox: { faults: [{ on: 'rev-users.merge', do: 'never' }] },
  });
  try {
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'not-applied' });
    expect(mergePosts(scene)).toBe(1);
    expect(asked(scene, 'works.get')).toBe(TICKETS);
  } finally {
    await scene.close();
  }
});
