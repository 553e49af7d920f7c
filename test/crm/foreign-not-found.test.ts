import { expect, test } from 'vitest';
import { followingOf } from './relation-of.ts';
import { crmAt, startServer } from './servers.ts';

test.each(['{"message":"route not found"}', '<html>404</html>', ''])(
  'a 404 that is not the object speaking (%j) says nothing about a contact or a ticket',
  async (body) => {
    const server = await startServer((_request, response) => response.writeHead(404).end(body));
    const crm = crmAt(server.origin);
    await expect(crm.readContact('REVU-5')).rejects.toMatchObject({ kind: 'bad-answer', status: 404 });
    await expect(followingOf(crm, 'reported').read('TKT-5')).rejects.toMatchObject({ kind: 'bad-answer', status: 404 });
  },
);

test('a 404 that is cut off says nothing about a contact', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(404, { 'content-length': '100' }).write('{"type":');
    setImmediate(() => response.destroy());
  });
  await expect(crmAt(server.origin).readContact('REVU-5')).rejects.toMatchObject({
    kind: 'unreachable',
    retryable: true,
  });
});
