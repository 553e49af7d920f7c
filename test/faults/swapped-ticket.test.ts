import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { mergePosts, pairStates, reporters } from '../support/outcome.ts';

test('A merge that loses a ticket is not done, also when another ticket comes in and the numbers agree', async () => {
  const on = 'rev-users.merge';
  const { scene, progress } = await runCluster({
    sandbox: {
      faults: [
        { on, do: { kind: 'partial', tickets: 2 } },
        {
          on,
          do: {
            kind: 'act',
            act: { kind: 'addTicket', ticket: { id: 'TKT-9', reportedBy: ['REVU-1'] } },
            when: 'apply',
          },
        },
      ],
    },
  });
  try {
    expect(scene.sandbox.faultsApplied().map((bite) => bite.applied)).toEqual([true, true]);
    const primarys = ['TKT-1', 'TKT-2', 'TKT-3', 'TKT-4', 'TKT-9'].filter((id) =>
      reporters(scene, id).includes('REVU-1'),
    );
    expect(primarys).toEqual(['TKT-1', 'TKT-2', 'TKT-3', 'TKT-9']);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial' });
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1, merged: 0 } });
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
