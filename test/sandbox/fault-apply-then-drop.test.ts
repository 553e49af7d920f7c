import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Apply-then-drop applies the merge and cuts the connection without an answer.', async () => {
  const { sandbox, merge, reported } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: 'apply-then-drop' });
  await expect(merge('REVU-1', 'REVU-2')).rejects.toThrow();
  expect(await reported('REVU-2')).toEqual([]);
  expect(sandbox.effects()).toMatchObject([{ kind: 'merge', fault: 'apply-then-drop' }]);
  expect(sandbox.faultsApplied()).toMatchObject([
    { kind: 'apply-then-drop', primary: 'REVU-1', duplicate: 'REVU-2', applied: true },
  ]);
  const merges = sandbox.requests().filter(({ write }) => write);
  expect(merges).toMatchObject([{ status: null, faults: ['apply-then-drop'] }]);
});
