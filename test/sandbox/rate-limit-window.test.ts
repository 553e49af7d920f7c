import { expect, test } from 'vitest';
import { createRateLimiter } from '../../sandbox/devrev/http/rate-limit.ts';
import { parseRateLimit } from '../../sandbox/devrev/parse-rate-limit.ts';
import { DEFAULT_SETTINGS } from '../../sandbox/devrev/settings.ts';

test('A window opens with its first call, and the next call after its end opens another.', () => {
  let now = 1000;
  const rateLimit = { calls: 1, windowMs: 500 };
  const limiter = createRateLimiter({ settings: { ...DEFAULT_SETTINGS, rateLimit }, now: () => now });
  const allowed = [1000, 1499, 1500, 1501].map((at) => {
    now = at;
    return limiter.take('token').allowed;
  });
  expect(allowed).toEqual([true, false, true, false]);
});

test('A rate limit is written as calls per length of time.', () => {
  expect(parseRateLimit('45/60s')).toEqual({ calls: 45, windowMs: 60_000 });
  expect(parseRateLimit('20/500ms')).toEqual({ calls: 20, windowMs: 500 });
  expect(parseRateLimit('1000/5m')).toEqual({ calls: 1000, windowMs: 300_000 });
  expect(parseRateLimit('unlimited')).toBe('unlimited');
  expect(['45', '0/60s', '45/60', '45/1h'].map(parseRateLimit)).toEqual([null, null, null, null]);
});
