import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test.each([
  ['rev-users.get', {}, 'missing_required_field', 'id'],
  ['rev-users.get', { id: 5 }, 'unexpected_json_type', 'id'],
  ['rev-users.get', { id: 'TKT-1' }, 'unexpected_id_type', 'id'],
  ['rev-users.get', { id: 'nobody' }, 'invalid_id', 'id'],
  ['works.list', { reportedBy: ['REVU-1'] }, 'invalid_field', 'reportedBy'],
  ['works.list', { constructor: 'x' }, 'invalid_field', 'constructor'],
  ['works.list', { reported_by: 'REVU-1' }, 'unexpected_json_type', 'reported_by'],
  ['works.list', { type: ['task'] }, 'invalid_enum_value', 'type'],
  ['works.list', { limit: 0 }, 'invalid_field', 'limit'],
  ['works.list', { mode: 'sideways' }, 'invalid_enum_value', 'mode'],
  ['works.list', { cursor: 'made-up' }, 'invalid_field', 'cursor'],
  ['rev-orgs.get', {}, 'missing_required_field', 'id'],
  ['dev-users.self', { id: 'DEVU-1' }, 'invalid_field', 'id'],
])('%s with %j is refused with 400 %s about %s.', async (path, body, type, field) => {
  const { post } = await practice();
  const answer = await post(path, body);
  expect([answer.status, answer.body.type, answer.body.field_name]).toEqual([400, type, field]);
});

test('A body that is not JSON, or not said to be, is refused with 400.', async () => {
  const { sandbox } = await practice();
  const send = async (type: string) => {
    const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': type };
    const response = await fetch(`${sandbox.url}/rev-users.get`, { method: 'POST', headers, body: '{"id":' });
    return [response.status, JSON.parse(await response.text()).type];
  };
  expect(await send('application/json')).toEqual([400, 'parse_error']);
  expect(await send('text/plain')).toEqual([400, 'invalid_content_type']);
});

test('An API version that does not exist is refused with 400.', async () => {
  const { sandbox } = await practice();
  const headers = { Authorization: 'Bearer sandbox-token', 'X-Devrev-Version': '1999-01-01' };
  const response = await fetch(`${sandbox.url}/dev-users.self`, { headers });
  expect([response.status, JSON.parse(await response.text()).type]).toEqual([400, 'invalid_api_version']);
});
