import { expect, test } from 'vitest';
import { mask } from '../../log/mask.ts';

test('E-mails, phone numbers and tokens are masked wherever they stand', () => {
  const line =
    'jo.doe+x@example.com called +61 412 345 678 with Bearer abc.def and eyJhbGciOiJIUzI1NiJ9.payload.sig and my-secret';
  expect(mask(line, ['my-secret'])).toBe('[e-mail] called [phone] with Bearer [token] and [token] and [token]');
});

test('Ids, counts and times stay readable', () => {
  const line =
    '{"time":"2026-11-21T13:47:46.846Z","cluster":"ba5b4c12949adedd38ee466d379aad76","duplicate":"REVU-5","ms":1234567890123}';
  expect(mask(line)).toBe(line);
});
