import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A person acts when the nth request arrives, before it is handled.', async () => {
  const { sandbox, post } = await practice();
  const act = { kind: 'editContact', id: 'REVU-1', patch: { displayName: 'Edited' } } as const;
  sandbox.addFault({ on: 'rev-users.get', nth: 2, do: { kind: 'act', act } });
  const name = async () => (await post('rev-users.get', { id: 'REVU-1' })).body.rev_user.display_name;
  expect([await name(), await name()]).toEqual(['Person REVU-1', 'Edited']);
  expect(sandbox.faultsApplied()).toMatchObject([{ kind: 'act', applied: true }]);
});

test('A person acts between the answer of a merge and its effect.', async () => {
  const { sandbox, merge } = await practice();
  const act = { kind: 'mergeElsewhere', duplicate: 'REVU-2', into: 'REVU-5' } as const;
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'act', act, when: 'apply' } });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
  expect(sandbox.effects()).toEqual([]);
  await sandbox.settled();
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['merge-elsewhere', 'merge-ignored']);
});

test('A hook runs a function beside another fault, and one that fails says so.', async () => {
  const { sandbox, merge } = await practice();
  let ran = 0;
  sandbox.addFault({
    on: 'rev-users.merge',
    do: {
      kind: 'run',
      run: () => {
        ran += 1;
      },
    },
  });
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'act', act: { kind: 'deleteContact', id: 'REVU-99' } } });
  sandbox.addFault({ on: 'rev-users.merge', do: '500-before' });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(500);
  expect(ran).toBe(1);
  expect(sandbox.faultsApplied()).toMatchObject([
    { kind: 'run', applied: true },
    { kind: 'act', applied: false, error: expect.stringContaining('REVU-99') },
    { kind: '500-before' },
  ]);
});
