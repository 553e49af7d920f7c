import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A partial merge takes the duplicate away and moves only some of its tickets.', async () => {
  const { sandbox, merge, post, reported } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'partial', tickets: 1 } });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(404);
  expect(await reported('REVU-2')).toEqual(['TKT-3', 'TKT-4']);
  expect(sandbox.state().consumed).toEqual({ 'REVU-2': 'REVU-1' });
});

test('A partial merge may be completed later, which is an effect of its own.', async () => {
  const { sandbox, merge, reported } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'partial', tickets: 1, completeAfterMs: 5 } });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect(await reported('REVU-2')).toEqual([]);
  expect(sandbox.effects()).toMatchObject([
    { kind: 'merge-partial', fault: 'partial', consumed: true, tickets: ['TKT-2'], left: ['TKT-3', 'TKT-4'] },
    { kind: 'merge-completed', fault: 'partial', tickets: ['TKT-3', 'TKT-4'] },
  ]);
});
