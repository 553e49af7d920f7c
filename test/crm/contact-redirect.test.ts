import { expect, test } from 'vitest';
import { don, revUser } from './contacts.ts';
import { relationOf } from './relation-of.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test.each([
  [301, '/rev-users.get?id=REVU-9'],
  [308, `https://api.devrev.ai/rev-users.get?id=${encodeURIComponent(don(9))}`],
])('a %i that names another contact means gone, and is not followed', async (status, location) => {
  const server = await startServer((_request, response) => response.writeHead(status, { location }).end());
  const reading = await crmAt(server.origin).readContact('REVU-5');
  expect(reading).toMatchObject({ kind: 'gone', how: 'redirect', pointsTo: 'REVU-9' });
  expect(server.requests).toHaveLength(1);
});

test.each([undefined, 'https://api.devrev.ai/rev-users.get', '/rev-users.get?id=REVU-5', 'https://login.example.com/'])(
  'a redirect to %j says nothing about the contact',
  async (location) => {
    const server = await startServer((_request, response) =>
      response.writeHead(301, location ? { location } : {}).end(),
    );
    const failed = crmAt(server.origin).readContact('REVU-5');
    await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', status: 301 });
  },
);

test('a temporary redirect is an error, and is not followed', async () => {
  const server = await startServer((request, response) => {
    if (request.path === '/rev-users.get') response.writeHead(302, { location: '/elsewhere?id=REVU-9' }).end();
    else sendJson(response, 200, revUser(5));
  });
  await expect(crmAt(server.origin).readContact('REVU-5')).rejects.toMatchObject({ kind: 'bad-answer', status: 302 });
  expect(server.requests).toHaveLength(1);
});

test('a redirect of a list is an error, and is not followed', async () => {
  const server = await startServer((_request, response) =>
    response.writeHead(308, { location: '/works.list?id=REVU-9' }).end(),
  );
  const failed = relationOf(crmAt(server.origin), 'reported').list({ contact: 'REVU-5', cursor: null });
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', status: 308 });
  expect(server.requests).toHaveLength(1);
});
