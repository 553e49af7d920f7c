import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A 500 before changes nothing; a 500 after has applied the merge.', async () => {
  const { sandbox, merge } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', nth: 1, do: '500-before' });
  sandbox.addFault({ on: 'rev-users.merge', nth: 2, do: '500-after' });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(500);
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
  expect((await merge('REVU-1', 'REVU-2')).body.type).toBe('internal_error');
  expect(sandbox.effects()).toMatchObject([{ kind: 'merge', fault: '500-after' }]);
});
