import { expect, test } from 'vitest';
import { followingOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

test('a ticket that was closed says when, read alone and in a list, and an open one says nothing', async () => {
  const { crm, sandbox } = await sandboxCrm();
  sandbox.act({ kind: 'closeTicket', id: 'TKT-2' });
  const tickets = followingOf(crm, 'reported');
  const { items } = await tickets.list({ contact: 'REVU-1', cursor: null });
  const [open, closed] = items;
  expect([open?.displayId, open?.closedAt]).toEqual(['TKT-1', undefined]);
  expect([closed?.displayId, closed?.closedAt]).toEqual(['TKT-2', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)]);
  expect((await tickets.read('TKT-2'))?.closedAt).toBe(closed?.closedAt);
  expect(sandbox.state().tickets['TKT-2']?.reportedBy).toEqual(['REVU-1', 'REVU-2', 'REVU-5']);
});
