import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Calls above the limit of a token get 429 with Retry-After, and are counted as over budget.', async () => {
  const { sandbox, post } = await practice({ rateLimit: { calls: 2, windowMs: 60_000 } });
  const first = await post('dev-users.self');
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
  expect((await post('dev-users.self')).headers.get('x-ratelimit-remaining')).toBe('0');

  const refused = await post('dev-users.self');
  expect([refused.status, refused.body.type]).toEqual([429, 'too_many_requests']);
  const { retry_after: seconds } = refused.body;
  expect(refused.headers.get('retry-after')).toBe(String(seconds));
  // What is left of the window, which a slow machine has begun long ago.
  expect([seconds > 0, seconds <= 60]).toEqual([true, true]);
  expect((await post('dev-users.self', {}, 'sandbox-read-token')).status).toBe(200);
  expect(sandbox.requests().map(({ overBudget }) => overBudget)).toEqual([false, false, true, false]);
});

test('The limit can be switched while the sandbox runs.', async () => {
  const { sandbox, post } = await practice({ rateLimit: { calls: 1, windowMs: 60_000, retryAfterIn: 'neither' } });
  await post('dev-users.self');
  const refused = await post('dev-users.self');
  expect([refused.status, refused.headers.get('retry-after'), refused.body.retry_after]).toEqual([
    429,
    null,
    undefined,
  ]);
  sandbox.configure({ rateLimit: 'unlimited' });
  expect((await post('dev-users.self')).status).toBe(200);
});
