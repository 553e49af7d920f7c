import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('An update changes what differs, is logged with before and after, and shows itself in its answer.', async () => {
  const { sandbox, post } = await practice();
  const { status, body } = await post('rev-users.update', {
    id: 'REVU-1',
    display_name: 'Person REVU-1',
    custom_fields: { tnt__consent: 'no' },
    custom_schema_spec: { tenant_fragment: true },
  });
  expect([status, body.rev_user.custom_fields]).toEqual([200, { tnt__consent: 'no' }]);
  expect(sandbox.effects()).toMatchObject([
    {
      kind: 'update',
      actor: 'api',
      contact: 'REVU-1',
      changed: { customFields: { before: {}, after: { tnt__consent: 'no' } } },
    },
  ]);
  expect(Object.keys(sandbox.effects()[0]?.changed ?? {})).toEqual(['customFields']);
});

test('An update that changes nothing is a success without an effect.', async () => {
  const { sandbox, post } = await practice();
  expect((await post('rev-users.update', { id: 'REVU-1', external_ref: 'user_REVU-1' })).status).toBe(200);
  expect(sandbox.effects()).toEqual([]);
  expect(sandbox.requests()).toMatchObject([{ write: true, status: 200 }]);
});

test('An update of a contact that was merged away is not found.', async () => {
  const { sandbox, post, merge } = await practice();
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect((await post('rev-users.update', { id: 'REVU-2', description: 'x' })).status).toBe(404);
});
