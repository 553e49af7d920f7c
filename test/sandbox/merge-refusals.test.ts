import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A merge of unknown, foreign, equal, unverified or malformed contacts is refused with the documented body.', async () => {
  const { sandbox, merge, post } = await practice();
  const foreign = 'don:identity:dvrv-us-1:devo/OTHER:revu/2';
  const refused = async (primary: string, duplicate: string) => {
    const { status, body } = await merge(primary, duplicate);
    return [status, body.type, body.field_name];
  };
  expect(await refused('REVU-1', 'REVU-99')).toEqual([404, 'not_found', undefined]);
  expect(await refused('REVU-1', foreign)).toEqual([404, 'not_found', undefined]);
  expect(await refused('REVU-1', 'REVU-1')).toEqual([400, 'bad_request', undefined]);
  expect(await refused('REVU-1', 'REVU-4')).toEqual([400, 'bad_request', undefined]);
  expect(await refused('TKT-1', 'REVU-2')).toEqual([400, 'unexpected_id_type', 'primary_user']);
  expect(await refused('REVU-1', 'user_2')).toEqual([400, 'invalid_id', 'secondary_user']);
  const missing = await post('rev-users.merge', { primary_user: 'REVU-1' });
  expect([missing.status, missing.body]).toEqual([
    400,
    expect.objectContaining({ type: 'missing_required_field', field_name: 'secondary_user' }),
  ]);
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
});
