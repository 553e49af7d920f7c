import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A contact has the observed fields, absent values are left out, and a DON finds it too.', async () => {
  const { post } = await practice();
  const { body } = await post('rev-users.get', { id: 'don:identity:dvrv-us-1:devo/ACME:revu/1' });
  expect(body.rev_user).toEqual({
    id: 'don:identity:dvrv-us-1:devo/ACME:revu/1',
    display_id: 'REVU-1',
    display_name: 'Person REVU-1',
    full_name: 'Person REVU-1',
    email: 'ada@example.com',
    external_ref: 'user_REVU-1',
    rev_org: {
      type: 'rev_org',
      id: 'don:identity:dvrv-us-1:devo/ACME:revo/1',
      display_id: 'REV-1',
      display_name: 'Acme',
    },
    state: 'active',
    is_verified: true,
    stock_schema_fragment: expect.any(String),
    created_date: expect.any(String),
    modified_date: expect.any(String),
    modified_by: expect.objectContaining({ display_name: 'Import Bot' }),
  });
});

test('With extraFields a contact and a ticket carry a field that no document names.', async () => {
  const { post } = await practice({ extraFields: true });
  expect((await post('rev-users.get', { id: 'REVU-1' })).body.rev_user.x_field_of_tomorrow).toBeDefined();
  expect((await post('works.get', { id: 'TKT-1' })).body.work.x_field_of_tomorrow).toBeDefined();
});
