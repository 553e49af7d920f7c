import { expect, test } from 'vitest';
import { relationOf } from './relation-of.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test.each([
  [400, 'invalid', false],
  [401, 'unauthorized', false],
  [403, 'forbidden', false],
  [404, 'not-found', false],
  [408, 'timeout', true],
  [409, 'conflict', false],
  [413, 'invalid', false],
  [429, 'rate-limited', true],
  [500, 'server', true],
  [502, 'server', true],
  [503, 'server', true],
  [204, 'bad-answer', true],
] as const)('HTTP %i is %s, retryable %s', async (status, kind, retryable) => {
  const server = await startServer((_request, response) => sendJson(response, status, { type: 'x', extra: 1 }));
  const failed = relationOf(crmAt(server.origin), 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  await expect(failed).rejects.toMatchObject({ name: 'CrmError', kind, status, retryable });
});

test.each([400, 404, 429, 502])('a gateway page in HTML with status %i is classified by its status', async (status) => {
  const server = await startServer((_request, response) => response.writeHead(status).end('<html>Bad</html>'));
  const failed = relationOf(crmAt(server.origin), 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  await expect(failed).rejects.toMatchObject({ name: 'CrmError', status });
});

test('an error answer whose body is cut off is classified by its status', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(503, { 'content-length': '100' }).write('half');
    setImmediate(() => response.destroy());
  });
  const failed = relationOf(crmAt(server.origin), 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  await expect(failed).rejects.toMatchObject({ kind: 'server', status: 503 });
});
