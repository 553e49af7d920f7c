import { expect, test } from 'vitest';
import { aWhile, mergeAt } from './merges.ts';
import { recordingBudget, sendJson, startServer } from './servers.ts';

test.each([
  ['the Retry-After header', { 'retry-after': '7' }, '<html>', 7_000],
  ['the body of DevRev', {}, '{"type":"too_many_requests","retry_after":9}', 9_000],
  ['the header before the body', { 'retry-after': '7' }, '{"type":"too_many_requests","retry_after":9}', 7_000],
  ['a rate header alone', { 'x-ratelimit-limit': '1000' }, '', 30_000],
])('a 429 with %s proves that nothing was merged and moves the budget', async (_what, headers, body, wait) => {
  const server = await startServer((_request, response) => response.writeHead(429, headers).end(body));
  const budget = recordingBudget();
  const outcome = await mergeAt(server.origin, { budget });
  expect(outcome).toEqual({ kind: 'not-sent', why: 'rate-limited', retryAfterMs: wait });
  expect(budget.log).toEqual(['acquire -', `backOff ${wait}`]);
  await aWhile();
  expect(server.requests).toHaveLength(1);
});

test.each(['', '<html>Too many</html>', '{"error":"slow down"}'])(
  'a 429 of somebody in between (%j) proves nothing',
  async (body) => {
    const server = await startServer((_request, response) => response.writeHead(429).end(body));
    const budget = recordingBudget();
    expect(await mergeAt(server.origin, { budget })).toEqual({ kind: 'answered', status: 429 });
    expect(budget.log).toEqual(['acquire -']);
  },
);

test('the outcome stands although the budget cannot be moved', async () => {
  const server = await startServer((_request, response) => sendJson(response, 429, {}, { 'retry-after': '7' }));
  const budget = { ...recordingBudget(), backOff: () => Promise.reject(new Error('store is down')) };
  expect(await mergeAt(server.origin, { budget })).toMatchObject({ why: 'rate-limited', retryAfterMs: 7_000 });
});
