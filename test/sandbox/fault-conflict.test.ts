import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A conflict merges the duplicate into another contact than asked, and the log names both.', async () => {
  const { sandbox, merge, reported } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'conflict', into: 'REVU-5' } });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
  await sandbox.settled();
  expect(await reported('REVU-5')).toEqual(['TKT-2', 'TKT-3', 'TKT-4']);
  expect(sandbox.effects()).toMatchObject([
    { kind: 'merge-elsewhere', actor: 'person', primary: 'REVU-5', duplicate: 'REVU-2', fault: 'conflict' },
  ]);
  expect(sandbox.requests()).toMatchObject([{ primary: 'REVU-1' }, {}]);
});
