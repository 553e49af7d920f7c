import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Tickets-first moves the tickets while the duplicate lives on.', async () => {
  const { sandbox, merge, post, reported } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: 'tickets-first' });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect(await reported('REVU-2')).toEqual([]);
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(200);
});

test('Tickets-first may take the duplicate away later, which is an effect of its own.', async () => {
  const { sandbox, merge, post } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'tickets-first', completeAfterMs: 5 } });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(404);
  expect(sandbox.effects()).toMatchObject([
    { kind: 'merge-partial', consumed: false, tickets: ['TKT-2', 'TKT-3', 'TKT-4'], left: [] },
    { kind: 'merge-completed', tickets: [] },
  ]);
});
