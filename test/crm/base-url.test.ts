import { expect, test } from 'vitest';
import { unlimitedBudget } from '../../crm/budget.ts';
import { type DevrevOptions, devrevSettings } from '../../crm/devrev/settings.ts';

function settings(baseUrl: string, options: Partial<DevrevOptions> = {}): ReturnType<typeof devrevSettings> {
  return devrevSettings({ baseUrl, token: 't', budget: unlimitedBudget(), ...options });
}

test.each(['api.devrev.ai', 'ftp://api.devrev.ai', 'https://u:p@api.devrev.ai', 'https://api.devrev.ai/internal', ''])(
  'the base URL %j is refused',
  (baseUrl) => {
    expect(() => settings(baseUrl)).toThrow(/^DevRev base URL must/);
  },
);

test('the token is not sent in the clear to a host outside a practice network', () => {
  expect(() => settings('http://api.devrev.ai')).toThrow('must use https');
  expect(settings('http://sandbox:4010', { network: 'private' }).origin).toBe('http://sandbox:4010');
});

test('a base URL on loopback opens loopback for attachments, any other does not', () => {
  expect(settings('http://localhost:4010').network).toBe('loopback');
  expect(settings('https://api.devrev.ai/').network).toBe('public');
});
