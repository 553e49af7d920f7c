import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A person edits, adds a ticket, deletes and merges elsewhere, and each is in the effect log as theirs.', async () => {
  const { sandbox, post, reported } = await practice();
  sandbox.act({ kind: 'editContact', id: 'REVU-1', patch: { displayName: 'Ada L.', state: 'archived' } });
  sandbox.act({ kind: 'addTicket', ticket: { id: 'TKT-77', reportedBy: ['REVU-1'] } });
  sandbox.act({ kind: 'deleteContact', id: 'REVU-3' });
  sandbox.act({ kind: 'mergeElsewhere', duplicate: 'REVU-2', into: 'REVU-5' });
  expect((await post('rev-users.get', { id: 'REVU-1' })).body.rev_user).toMatchObject({
    display_name: 'Ada L.',
    state: 'archived',
  });
  expect(await reported('REVU-1')).toEqual(['TKT-1', 'TKT-2', 'TKT-77']);
  expect((await post('rev-users.get', { id: 'REVU-3' })).status).toBe(404);
  expect(await reported('REVU-5')).toEqual(['TKT-2', 'TKT-3', 'TKT-4']);
  expect(sandbox.effects()).toMatchObject([
    {
      kind: 'person-edit',
      actor: 'person',
      contact: 'REVU-1',
      changed: { displayName: { before: 'Person REVU-1', after: 'Ada L.' } },
    },
    { kind: 'ticket-added', actor: 'person', tickets: ['TKT-77'] },
    { kind: 'contact-deleted', actor: 'person', contact: 'REVU-3' },
    { kind: 'merge-elsewhere', actor: 'person', primary: 'REVU-5', duplicate: 'REVU-2', requestId: null },
  ]);
  expect(() => sandbox.act({ kind: 'deleteContact', id: 'REVU-3' })).toThrow('Expected a living contact');
  sandbox.act({ kind: 'restoreContact', id: 'REVU-2' });
  expect((await post('rev-users.get', { id: 'REVU-2' })).body.rev_user).toMatchObject({ display_id: 'REVU-2' });
  expect(() => sandbox.act({ kind: 'restoreContact', id: 'REVU-1' })).toThrow('Expected a contact that is gone');
});
