import { expect, test } from 'vitest';
import { crmAt, startServer } from './servers.ts';

const COMMENTS = { contact: 'REVU-5', cursor: null };

async function refusedWith(status: number, body: string): Promise<unknown> {
  const server = await startServer((_request, response) => response.writeHead(status).end(body));
  return crmAt(server.origin).listComments?.(COMMENTS);
}

test.each([
  [400, '<html>Bad Request</html>'],
  [403, '<html>Blocked</html>'],
  [403, '{"message":"Forbidden"}'],
  [403, ''],
  [404, '<html>404</html>'],
  [404, '{"message":"route not found"}'],
])('a %i with %j is a proxy speaking: it does not mean that a contact has no timeline for us', async (status, body) => {
  await expect(refusedWith(status, body)).rejects.toMatchObject({ kind: 'bad-answer', status, retryable: true });
});

test.each([
  [400, '{"type":"unexpected_id_type","message":"Bad Request"}', 'invalid'],
  [403, '{"type":"forbidden","message":"Forbidden"}', 'forbidden'],
  [404, '{"type":"not_found","message":"Not Found"}', 'not-found'],
])('a %i with %j is the CRM saying so', async (status, body, kind) => {
  await expect(refusedWith(status, body)).rejects.toMatchObject({ kind, status, retryable: false });
});
