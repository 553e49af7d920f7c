import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Everything can be seen and driven over HTTP by another process.', async () => {
  const { sandbox, merge } = await practice();
  const control = async (method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/__sandbox/${path}`, { method, ...sent });
    return [response.status, JSON.parse(await response.text())];
  };
  expect(await control('GET', 'health')).toEqual([200, { ok: true }]);
  const fault = { on: 'rev-users.merge', nth: 1, do: 'never' };
  expect(await control('POST', 'faults', fault)).toEqual([200, { ids: ['fault-1'] }]);
  expect((await control('POST', 'configure', { mergeDelayMs: 1 }))[1].mergeDelayMs).toBe(1);
  expect(await control('POST', 'act', { kind: 'deleteContact', id: 'REVU-3' })).toEqual([200, {}]);
  await merge('REVU-1', 'REVU-2');
  expect(await control('GET', 'settled')).toEqual([200, { settled: true }]);
  expect(await control('GET', 'effects')).toEqual([200, sandbox.effects()]);
  expect(await control('GET', 'effects?after=1')).toEqual([200, []]);
  expect(await control('GET', 'requests')).toEqual([200, sandbox.requests()]);
  expect(await control('GET', 'state')).toEqual([200, sandbox.state()]);
  expect((await control('GET', 'faults'))[1]).toMatchObject({
    armed: [{ id: 'fault-1', bitten: 1 }],
    applied: [{ kind: 'never' }],
  });
  expect(await control('DELETE', 'faults')).toEqual([200, {}]);
  expect(await control('POST', 'tokens', { token: 'sandbox-token', revoke: true })).toEqual([200, {}]);
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(401);
});

test.each([
  ['faults', { on: 'works.list', do: 'explode' }, 'Unknown fault "explode"'],
  ['faults', { on: 'works.list', do: { kind: 'late' } }, 'Expected "late" with a number "ms"'],
  ['faults', { path: 'works.list', do: 'hang' }, 'Unknown fault field "path"'],
  ['configure', { mergeDelay: 5 }, 'Unknown setting "mergeDelay"'],
  ['act', { kind: 'dance' }, 'Unknown act "dance"'],
  ['act', { kind: 'deleteContact', id: 'REVU-99' }, 'Expected a living contact'],
])('A control call %s with %j is refused in words.', async (path, body, words) => {
  const { sandbox } = await practice();
  const response = await fetch(`${sandbox.url}/__sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(JSON.stringify(words).slice(1, -1));
});
