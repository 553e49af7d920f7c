import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A contact merged with itself is destroyed all the same where that is switched on.', async () => {
  const { sandbox, merge, post } = await practice({ selfMergeDestroys: true });
  expect((await merge('REVU-1', 'REVU-1')).status).toBe(400);
  expect((await post('rev-users.get', { id: 'REVU-1' })).status).toBe(404);
  expect(sandbox.effects()).toMatchObject([{ kind: 'self-merge', contact: 'REVU-1', actor: 'api' }]);
});
