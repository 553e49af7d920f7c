import { expect, test } from 'vitest';
import { PAIR, send } from './merges.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test('a merge is one POST that names primary and duplicate', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const connection = await crmAt(server.origin).openMerge();
  expect(await send(connection)).toEqual({ kind: 'answered', status: 200 });
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/rev-users.merge',
    body: '{"primary_user":"REVU-1","secondary_user":"REVU-2"}',
  });
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer secret-token' });
});

test('a second send on one connection throws and sends nothing', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const connection = await crmAt(server.origin).openMerge();
  const first = send(connection);
  expect(() => send(connection)).toThrow('Cannot send twice');
  await first;
  expect(() => send(connection)).toThrow('Cannot send twice');
  expect(server.requests).toHaveLength(1);
});

test.each([
  ['a contact into itself', 'REVU-1', 'REVU-1'],
  ['a contact into itself by its other id', 'REVU-1', 'don:identity:dvrv-us-1:devo/ACME12:revu/1'],
  ['something that is no contact', 'REVU-1', 'ACC-1'],
  ['nothing', 'REVU-1', ''],
])('%s is never merged', async (_what, primary, duplicate) => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const connection = await crmAt(server.origin).openMerge();
  expect(() => connection.send({ ...PAIR, primary, duplicate, timeoutMs: 1_000, mayWrite: () => true })).toThrow(
    'Cannot merge',
  );
  await connection.close();
  expect(server.requests).toHaveLength(0);
});
