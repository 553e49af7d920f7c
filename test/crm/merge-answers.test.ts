import { expect, test } from 'vitest';
import { aWhile, mergeAt } from './merges.ts';
import { sendJson, startServer } from './servers.ts';

test.each([200, 201, 204, 301, 302, 307, 308, 400, 404, 408, 409, 500, 502, 503, 504])(
  'HTTP %i is an answer that proves nothing, and is neither retried nor followed',
  async (status) => {
    const server = await startServer((_request, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    );
    expect(await mergeAt(server.origin)).toEqual({ kind: 'answered', status });
    await aWhile();
    expect([server.requests.length, server.connections()]).toEqual([1, 1]);
  },
);

test.each([401, 403])('HTTP %i proves that nothing was merged', async (status) => {
  const server = await startServer((_request, response) => sendJson(response, status, { type: 'forbidden' }));
  expect(await mergeAt(server.origin)).toEqual({ kind: 'not-sent', why: 'unauthorized', status });
  await aWhile();
  expect(server.requests).toHaveLength(1);
});

test('a page in HTML is an answer like any other', async () => {
  const server = await startServer((_request, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  expect(await mergeAt(server.origin)).toEqual({ kind: 'answered', status: 502 });
});

test('an interim answer is not the answer', async () => {
  const server = await startServer((_request, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    sendJson(response, 200, {});
  });
  expect(await mergeAt(server.origin)).toEqual({ kind: 'answered', status: 200 });
});
