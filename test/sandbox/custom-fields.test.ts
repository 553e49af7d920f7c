import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Custom fields without a schema spec that names their fragment are refused.', async () => {
  const { post } = await practice();
  const { status, body } = await post('rev-users.update', { id: 'REVU-1', custom_fields: { tnt__a: 1 } });
  expect([status, body.type, body.subtype]).toEqual([400, 'customization_validation_error', 'field_not_in_schema']);
});

test('A missing required field is refused only when the request asks for the check.', async () => {
  const { post } = await practice({ requiredCustomFields: ['tnt__region'] });
  const update = (validate: boolean) =>
    post('rev-users.update', {
      id: 'REVU-1',
      custom_fields: { tnt__a: 1 },
      custom_schema_spec: { tenant_fragment: true, validate_required_fields: validate },
    });
  expect((await update(true)).body).toMatchObject({ subtype: 'field_required', field_name: 'tnt__region' });
  expect((await update(false)).status).toBe(200);
});
