import { expect, test } from 'vitest';
import { retryAfterMs } from '../../crm/http/retry-after.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function wait(header: string | null, body: unknown = {}): number {
  const headers = header === null ? {} : { 'retry-after': header };
  return retryAfterMs({ headers, body: Buffer.from(JSON.stringify(body)), now: NOW });
}

test('the header in seconds comes before the body', () => {
  expect(wait('7', { retry_after: 90 })).toBe(7_000);
});

test('the body is taken when there is no header', () => {
  expect(wait(null, { type: 'too_many_requests', retry_after: 90 })).toBe(90_000);
});

test('thirty seconds are the default', () => {
  expect([wait(null), wait(null, { retry_after: 'soon' }), wait('soon'), wait('')]).toEqual([30e3, 30e3, 30e3, 30e3]);
});

test('a date is waited for', () => {
  expect(wait('Thu, 01 Jan 2026 00:02:00 GMT')).toBe(120_000);
});

test('no wait is shorter than a second when the CRM says now or names a time that is over', () => {
  expect([wait('0'), wait('Wed, 31 Dec 2025 23:00:00 GMT')]).toEqual([1_000, 1_000]);
});

test('a negative header is skipped', () => {
  expect([wait('-5'), wait('-5', { retry_after: 4 }), wait(null, { retry_after: -4 })]).toEqual([
    30_000, 4_000, 30_000,
  ]);
});

test('a quarter of an hour is the longest wait', () => {
  expect([
    wait('1e12'),
    wait('Infinity'),
    wait('Fri, 01 Jan 2100 00:00:00 GMT'),
    wait(null, { retry_after: 1e15 }),
  ]).toEqual(Array(4).fill(900_000));
});

test('a body that is no JSON, and a doubled header, do no harm', () => {
  expect(retryAfterMs({ headers: {}, body: Buffer.from('<html>') })).toBe(30_000);
  const doubled = { 'retry-after': ['3', '9'] } as unknown as { 'retry-after': string };
  expect(retryAfterMs({ headers: doubled, body: Buffer.alloc(0) })).toBe(3_000);
});
