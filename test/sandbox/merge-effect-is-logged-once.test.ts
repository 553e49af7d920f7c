import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A merge is one entry in the effect log, with its request, its pair and the tickets that moved.', async () => {
  const { sandbox, merge } = await practice();
  const ack = await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([
    {
      seq: 1,
      at: expect.any(Number),
      kind: 'merge',
      actor: 'api',
      requestId: ack.headers.get('x-request-id'),
      fault: null,
      primary: 'REVU-1',
      duplicate: 'REVU-2',
      tickets: ['TKT-2', 'TKT-3', 'TKT-4'],
      conversations: [],
    },
  ]);
});
