import { expect, test } from 'vitest';
import type { Crm, MergeOutcome } from '../../crm/crm.ts';
import { don } from '../sandbox/dons.ts';
import { PAIR, send } from './merges.ts';
import { sandboxCrm } from './sandbox.ts';

async function merge(crm: Crm, primary: string, duplicate: string): Promise<MergeOutcome> {
  const connection = await crm.openMerge();
  try {
    return await connection.send({ primary, duplicate, timeoutMs: 5_000, mayWrite: () => true });
  } finally {
    await connection.close();
  }
}

test('a second merge of the same pair is answered with 404, once, and changes nothing', async () => {
  const { crm, sandbox } = await sandboxCrm();
  await send(await crm.openMerge());
  await sandbox.settled();
  expect(await merge(crm, PAIR.primary, PAIR.duplicate)).toEqual({ kind: 'answered', status: 404 });
  await sandbox.settled();
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['merge']);
  expect(sandbox.requests().filter(({ path }) => path === 'rev-users.merge')).toHaveLength(2);
});

test.each([
  ['a contact that nobody knows', 'REVU-99', 404],
  ['an unverified contact', 'REVU-4', 400],
])('a merge of %s is answered once, and changes nothing', async (_what, duplicate, status) => {
  const { crm, sandbox } = await sandboxCrm();
  expect(await merge(crm, 'REVU-1', duplicate)).toEqual({ kind: 'answered', status });
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
  expect(sandbox.requests()).toHaveLength(1);
});

test('where a merge with an unverified contact is allowed, it is a merge like any other', async () => {
  const { crm, sandbox } = await sandboxCrm({ mixedVerified: 'allow' });
  expect(await merge(crm, 'REVU-1', 'REVU-4')).toEqual({ kind: 'answered', status: 200 });
  await sandbox.settled();
  expect(sandbox.effects()).toMatchObject([{ kind: 'merge', primary: 'REVU-1', duplicate: 'REVU-4' }]);
});

test.each([
  ['REVU-1', 'REVU-1'],
  ['REVU-1', don('REVU-1')],
  [don('REVU-1'), 'REVU-1'],
])('a contact is never merged into itself, where that would destroy it (%s, %s)', async (primary, duplicate) => {
  const { crm, sandbox } = await sandboxCrm({ selfMergeDestroys: true });
  await expect(merge(crm, primary, duplicate)).rejects.toThrow('into itself');
  await sandbox.settled();
  expect([sandbox.effects(), sandbox.requests()]).toEqual([[], []]);
});
