import { expect, test } from 'vitest';
import type { PlainFaultKind } from '../../sandbox/devrev/faults/fault.ts';
import { practice } from './practice.ts';

const FIELDS = { display_name: 'Ada', external_ref: 'undo-1' };

test.each([
  ['500-before', 500, 0],
  ['500-after', 500, 1],
  ['drop-before', 'no answer', 0],
  ['apply-then-drop', 'no answer', 1],
  ['never', 201, 0],
  ['409', 409, 0],
  ['429', 429, 0],
  ['401', 401, 0],
  ['403', 403, 0],
] as [PlainFaultKind, unknown, number][])(
  'A creation with %s is answered %s and makes %i contacts.',
  async (fault, answered, made) => {
    const { sandbox, post } = await practice({ faults: [{ on: 'rev-users.create', do: fault }] });
    const status = await post('rev-users.create', FIELDS).then(
      (answer) => answer.status,
      () => 'no answer',
    );
    expect(status).toBe(answered);
    await sandbox.settled();
    const { rev_users: listed } = (await post('rev-users.list', { external_ref: ['undo-1'] })).body;
    expect(listed).toHaveLength(made);
    expect(sandbox.effects()).toHaveLength(made);
  },
);

test('A creation that lands late is answered at once, with the id that it will have.', async () => {
  const { sandbox, post } = await practice({ faults: [{ on: 'rev-users.create', do: { kind: 'late', ms: 1 } }] });
  const { rev_user: told } = (await post('rev-users.create', FIELDS)).body;
  await sandbox.settled();
  expect((await post('rev-users.get', { id: told.display_id })).body.rev_user.external_ref).toBe('undo-1');
});

test('A cut answer tells no id of the contact that was made.', async () => {
  const fault = { on: 'rev-users.create', do: { kind: 'truncate', at: 20 } } as const;
  const { sandbox, post } = await practice({ faults: [fault] });
  await expect(post('rev-users.create', FIELDS)).rejects.toThrow();
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['create']);
});

test('A stale list does not show a new contact yet, nor does a stale read of it.', async () => {
  const { sandbox, post } = await practice();
  const { rev_user: made } = (await post('rev-users.create', FIELDS)).body;
  const found = async () => (await post('rev-users.list', { external_ref: ['undo-1'] })).body.rev_users.length;
  const got = async () => (await post('rev-users.get', { id: made.display_id })).status;
  sandbox.addFault({ on: ['rev-users.list', 'rev-users.get'], times: 2, do: 'stale' });
  expect([await found(), await got()]).toEqual([0, 404]);
  expect([await found(), await got()]).toEqual([1, 200]);
});
