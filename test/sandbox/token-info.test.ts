import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A token tells its expiry where it has one.', async () => {
  const expiresAt = '2027-01-02T03:04:05.000Z';
  const { post } = await practice({ tokens: { short: { scopes: [], expiresAt }, long: { scopes: [] } } });
  expect((await post('auth-tokens.info', {}, 'short')).body.token).toMatchObject({ expiry: expiresAt });
  expect((await post('auth-tokens.info', {}, 'long')).body.token).not.toHaveProperty('expiry');
});
